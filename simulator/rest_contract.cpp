#include "simulator/rest_contract.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/text.h"
#include "base/utf8.h"
#include "simulator/json.h"
#include "simulator/rest_contract_data.h"

namespace uws::rest_contract {
namespace {

using simulator::Json;
using Findings = std::vector<std::string>;

const Json& contract() {
  static const Json data = Json::parse(kRestContractJson);
  return data;
}

void add(Findings& findings, std::string finding) {
  if (std::find(findings.begin(), findings.end(), finding) == findings.end()) {
    findings.push_back(std::move(finding));
  }
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

// A member as a schema spells it: "name", or "name*" when it must be there.
struct Spelling {
  explicit Spelling(const std::string& key)
      : name(key.substr(0, key.find('*'))), required(key.ends_with('*')) {}
  std::string name;
  bool required;
};

bool has_member(const Json& schema, const std::string& name) {
  return schema.contains(name) || schema.contains(name + "*");
}

bool is_parameter(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

// The parameters when `path` fits `pattern`; fewer parameters = the better fit.
std::optional<std::map<std::string, std::string>> fit(std::string_view pattern,
                                                      std::string_view path) {
  const auto wanted = split(pattern, '/');
  const auto given = split(path, '/');
  if (wanted.size() != given.size()) return std::nullopt;
  std::map<std::string, std::string> parameters;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (is_parameter(wanted[i])) {
      if (given[i].empty()) return std::nullopt;
      parameters.emplace(wanted[i].substr(1, wanted[i].size() - 2),
                         base::percent_decoded(given[i]));
    } else if (wanted[i] != given[i]) {
      return std::nullopt;
    }
  }
  return parameters;
}

bool is_primitive(std::string_view name, const Json& value) {
  if (name == "any") return true;
  if (name == "string") return value.is_string();
  if (name == "integer") return value.is_number_integer();
  if (name == "number") return value.is_number();
  if (name == "boolean") return value.is_boolean();
  return false;
}

std::string wrong_type(const std::string& path, std::string_view expected) {
  return "wrong type: " + (path.empty() ? "body" : path) + " (" + std::string(expected) +
         " expected)";
}

// A primitive schema; empty = the value fits.
std::string primitive_finding(std::string_view schema, const Json& value, const std::string& path) {
  if (const auto at = schema.find("<="); at != std::string_view::npos) {
    std::size_t limit = 0;
    std::from_chars(schema.data() + at + 2, schema.data() + schema.size(), limit);
    if (!value.is_string()) return wrong_type(path, "string");
    if (base::count_chars(value.get_ref<const std::string&>()) > limit) return "too long: " + path;
    return {};
  }
  if (const auto at = schema.find('='); at != std::string_view::npos) {
    if (!value.is_string()) return wrong_type(path, "string");
    const auto values = split(schema.substr(at + 1), ',');
    const auto& text = value.get_ref<const std::string&>();
    if (std::find(values.begin(), values.end(), text) == values.end())
      return "not a value of: " + path;
    return {};
  }
  for (const auto name : split(schema, '|')) {
    if (is_primitive(name, value)) return {};
  }
  return wrong_type(path, schema);
}

// The type a schema names; null when it names none.
const Json* named_type(const Json& schema) {
  if (!schema.is_string()) return nullptr;
  const auto& types = contract()["types"];
  const auto type = types.find(schema.get_ref<const std::string&>());
  return type == types.end() ? nullptr : &*type;
}

void check(const Json& schema, const Json& value, const std::string& path, Findings& findings);

void check_alternatives(const Json& alternatives, const Json& value, const std::string& path,
                        Findings& findings) {
  std::optional<Findings> best;
  for (const auto& alternative : alternatives) {
    Findings own;
    check(alternative, value, path, own);
    if (own.empty()) return;
    if (!best || own.size() < best->size()) best = std::move(own);
  }
  for (auto& finding : *best) add(findings, std::move(finding));
}

void check_members(const Json& schema, const Json& value, const std::string& path,
                   Findings& findings) {
  const std::string prefix = path.empty() ? "" : path + ".";
  if (!value.is_object()) return add(findings, wrong_type(path, "object"));
  for (const auto& [key, member] : schema.items()) {
    const auto [name, required] = Spelling(key);
    const auto found = value.find(name);
    if (found == value.end() || found->is_null()) {
      if (required) add(findings, "missing member: " + prefix + name);
    } else {
      check(member, *found, prefix + name, findings);
    }
  }
  for (const auto& [key, member] : value.items()) {
    if (!has_member(schema, key)) add(findings, "unknown member: " + prefix + key);
  }
}

void check(const Json& schema, const Json& value, const std::string& path, Findings& findings) {
  if (const auto* type = named_type(schema)) return check(*type, value, path, findings);
  if (schema.is_string()) {
    auto finding = primitive_finding(schema.get_ref<const std::string&>(), value, path);
    if (!finding.empty()) add(findings, std::move(finding));
  } else if (schema.is_array()) {
    if (!value.is_array()) return add(findings, wrong_type(path, "array"));
    for (const auto& item : value) check(schema[0], item, path + "[]", findings);
  } else if (schema.contains("|")) {
    check_alternatives(schema["|"], value, path, findings);
  } else {
    check_members(schema, value, path, findings);
  }
}

// The paths of the plain values below `schema`.
void add_members(const Json& schema, const std::string& path, std::vector<std::string>& members) {
  if (const auto* type = named_type(schema)) return add_members(*type, path, members);
  if (schema.is_string()) {
    add(members, path);
  } else if (schema.is_array()) {
    add_members(schema[0], path + "[]", members);
  } else if (schema.contains("|")) {
    for (const auto& alternative : schema["|"]) add_members(alternative, path, members);
  } else {
    for (const auto& [key, member] : schema.items()) {
      const auto name = Spelling(key).name;
      add_members(member, path.empty() ? name : path + "." + name, members);
    }
  }
}

// `kind` says what the pairs are: "parameter" or "form field".
void check_pairs(const Json& schema, std::string_view text, const std::string& kind,
                 Findings& findings) {
  const auto pairs = text.empty() ? decltype(parse_query(text)){} : parse_query(text);
  // An object in a query is spelt name[..][..]=value by the vendor's SDKs.
  const auto name_of = [](const std::string& key) { return key.substr(0, key.find('[')); };
  for (const auto& [key, type] : schema.items()) {
    const Spelling spelling(key);
    const std::string& name = spelling.name;
    const auto found = std::find_if(pairs.begin(), pairs.end(),
                                    [&](const auto& pair) { return name_of(pair.first) == name; });
    if (found == pairs.end()) {
      if (spelling.required) add(findings, "missing " + kind + ": " + name);
    } else if (type == "integer" && !simulator::number_in(found->second)) {
      add(findings, wrong_type(kind + " " + name, "integer"));
    }
  }
  for (const auto& [key, value] : pairs) {
    const auto name = name_of(key);
    if (!has_member(schema, name)) add(findings, "unknown " + kind + ": " + name);
  }
}

void check_json(const Json& schema, std::string_view body, Findings& findings) {
  if (body.empty()) return add(findings, "missing body");
  const auto value = Json::parse(body, nullptr, false);
  if (value.is_discarded()) return add(findings, "body is not JSON");
  check(schema, value, "", findings);
}

// What the contract says of an operation; null, and a finding, when there is none.
const Json* facts_of(const Match& found, std::string_view method, std::string_view target,
                     Findings& findings) {
  if (!found.operation.empty()) return &contract()["operations"][found.operation];
  add(findings, "no such operation: " + std::string(method) + " " +
                    std::string(target.substr(0, target.find('?'))));
  return nullptr;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> parse_query(std::string_view query) {
  const auto query_text = [](std::string_view text) {
    return base::percent_decoded(text, {.plus_is_space = true});
  };
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const auto part : split(query, '&')) {
    if (part.empty()) continue;
    const auto equals = part.find('=');
    pairs.emplace_back(query_text(part.substr(0, equals)),
                       equals == std::string_view::npos ? "" : query_text(part.substr(equals + 1)));
  }
  return pairs;
}

Match match(std::string_view method, std::string_view path) {
  Match best;
  for (const auto& [operation, facts] : contract()["operations"].items()) {
    const auto space = operation.find(' ');
    if (std::string_view(operation).substr(0, space) != method) continue;
    std::vector<std::string> patterns{operation.substr(space + 1)};
    for (const auto& alternate : facts.value("alternate_paths", Json::array())) {
      patterns.push_back(alternate);
    }
    for (const auto& pattern : patterns) {
      auto parameters = fit(pattern, path);
      if (!parameters ||
          (!best.operation.empty() && best.parameters.size() <= parameters->size())) {
        continue;
      }
      best = {operation, std::move(*parameters), facts.contains("request"), facts.contains("form"),
              facts.value("callback", "")};
    }
  }
  return best;
}

std::vector<std::string> operations() {
  std::vector<std::string> names;
  for (const auto& [operation, facts] : contract()["operations"].items())
    names.push_back(operation);
  return names;
}

std::vector<std::string> request_members(const std::string& operation) {
  std::vector<std::string> members;
  const auto& known = contract()["operations"];
  const auto facts = known.find(operation);
  if (facts == known.end()) return members;
  const Json query = facts->value("query", Json::object());
  for (const auto& [key, type] : query.items()) members.push_back("query " + Spelling(key).name);
  if (facts->contains("request")) add_members((*facts)["request"], "", members);
  return members;
}

std::vector<std::string> check_request(std::string_view method, std::string_view target,
                                       std::string_view body) {
  const auto question = std::min(target.find('?'), target.size());
  const auto query = target.substr(std::min(question + 1, target.size()));
  Findings findings;
  const auto found = match(method, target.substr(0, question));
  if (const auto* facts = facts_of(found, method, target, findings)) {
    check_pairs(facts->value("query", Json::object()), query, "parameter", findings);
    if (found.wants_form) {
      check_pairs((*facts)["form"], body, "form field", findings);
    } else if (found.wants_json) {
      check_json((*facts)["request"], body, findings);
    } else if (!body.empty() && body != "{}") {
      add(findings, "body not expected");
    }
  }
  return findings;
}

std::vector<std::string> check_response(std::string_view method, std::string_view target,
                                        std::string_view body) {
  Findings findings;
  const auto found = match(method, target.substr(0, target.find('?')));
  const auto* facts = facts_of(found, method, target, findings);
  if (facts && facts->contains("response")) check_json((*facts)["response"], body, findings);
  return findings;
}

}  // namespace uws::rest_contract
