#include "simulator/rest_contract.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/text.h"
#include "base/utf8.h"
#include "simulator/rest_contract_data.h"

namespace uws::rest_contract {
namespace {

using Json = nlohmann::ordered_json;
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

// A primitive schema; empty = the value fits.
std::string primitive_finding(std::string_view schema, const Json& value, const std::string& path) {
  if (const auto at = schema.find("<="); at != std::string_view::npos) {
    std::size_t limit = 0;
    std::from_chars(schema.data() + at + 2, schema.data() + schema.size(), limit);
    if (!value.is_string()) return "wrong type: " + path + " (string expected)";
    if (base::count_chars(value.get_ref<const std::string&>()) > limit) return "too long: " + path;
    return {};
  }
  if (const auto at = schema.find('='); at != std::string_view::npos) {
    if (!value.is_string()) return "wrong type: " + path + " (string expected)";
    const auto values = split(schema.substr(at + 1), ',');
    const auto& text = value.get_ref<const std::string&>();
    if (std::find(values.begin(), values.end(), text) == values.end())
      return "not a value of: " + path;
    return {};
  }
  for (const auto name : split(schema, '|')) {
    if (is_primitive(name, value)) return {};
  }
  return "wrong type: " + path + " (" + std::string(schema) + " expected)";
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
  if (!value.is_object()) {
    add(findings, "wrong type: " + (path.empty() ? "body" : path) + " (object expected)");
    return;
  }
  for (const auto& [key, member] : schema.items()) {
    const bool required = key.back() == '*';
    const std::string name = required ? key.substr(0, key.size() - 1) : key;
    const auto found = value.find(name);
    if (found == value.end() || found->is_null()) {
      if (required) add(findings, "missing member: " + prefix + name);
    } else {
      check(member, *found, prefix + name, findings);
    }
  }
  for (const auto& [key, member] : value.items()) {
    if (!schema.contains(key) && !schema.contains(key + "*")) {
      add(findings, "unknown member: " + prefix + key);
    }
  }
}

void check(const Json& schema, const Json& value, const std::string& path, Findings& findings) {
  if (schema.is_string()) {
    const auto& name = schema.get_ref<const std::string&>();
    const auto& types = contract()["types"];
    if (const auto type = types.find(name); type != types.end()) {
      check(*type, value, path, findings);
    } else if (auto finding = primitive_finding(name, value, path.empty() ? "body" : path);
               !finding.empty()) {
      add(findings, std::move(finding));
    }
  } else if (schema.is_array()) {
    if (!value.is_array()) {
      add(findings, "wrong type: " + (path.empty() ? "body" : path) + " (array expected)");
      return;
    }
    for (const auto& item : value) check(schema[0], item, path + "[]", findings);
  } else if (schema.contains("|")) {
    check_alternatives(schema["|"], value, path, findings);
  } else {
    check_members(schema, value, path, findings);
  }
}

// The paths of the plain values below `schema`.
void add_members(const Json& schema, const std::string& path, std::vector<std::string>& members) {
  if (schema.is_string()) {
    const auto& types = contract()["types"];
    const auto type = types.find(schema.get_ref<const std::string&>());
    if (type != types.end()) return add_members(*type, path, members);
    add(members, path);
  } else if (schema.is_array()) {
    add_members(schema[0], path + "[]", members);
  } else if (schema.contains("|")) {
    for (const auto& alternative : schema["|"]) add_members(alternative, path, members);
  } else {
    for (const auto& [key, member] : schema.items()) {
      const std::string name = key.substr(0, key.find('*'));
      add_members(member, path.empty() ? name : path + "." + name, members);
    }
  }
}

bool is_integer(std::string_view text) {
  long long number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

// `kind` says what the pairs are: "parameter" or "form field".
void check_pairs(const Json& schema, std::string_view text, const std::string& kind,
                 Findings& findings) {
  const auto pairs = text.empty() ? decltype(parse_query(text)){} : parse_query(text);
  // An object in a query is spelt name[..][..]=value by the vendor's SDKs.
  const auto name_of = [](const std::string& key) { return key.substr(0, key.find('[')); };
  for (const auto& [key, type] : schema.items()) {
    const bool required = key.back() == '*';
    const std::string name = required ? key.substr(0, key.size() - 1) : key;
    const auto found = std::find_if(pairs.begin(), pairs.end(),
                                    [&](const auto& pair) { return name_of(pair.first) == name; });
    if (found == pairs.end()) {
      if (required) add(findings, "missing " + kind + ": " + name);
    } else if (type == "integer" && !is_integer(found->second)) {
      add(findings, "wrong type: " + kind + " " + name + " (integer expected)");
    }
  }
  for (const auto& [key, value] : pairs) {
    const auto name = name_of(key);
    if (!schema.contains(name) && !schema.contains(name + "*")) {
      add(findings, "unknown " + kind + ": " + name);
    }
  }
}

void check_json(const Json& schema, std::string_view body, Findings& findings) {
  if (body.empty()) {
    add(findings, "missing body");
    return;
  }
  const auto value = Json::parse(body, nullptr, false);
  if (value.is_discarded()) {
    add(findings, "body is not JSON");
    return;
  }
  check(schema, value, "", findings);
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
  for (const auto& [key, type] : query.items())
    members.push_back("query " + key.substr(0, key.find('*')));
  if (facts->contains("request")) add_members((*facts)["request"], "", members);
  return members;
}

std::vector<std::string> check_request(std::string_view method, std::string_view target,
                                       std::string_view body) {
  const auto question = target.find('?');
  const auto path = target.substr(0, question);
  const auto query =
      question == std::string_view::npos ? std::string_view{} : target.substr(question + 1);
  const auto found = match(method, path);
  if (found.operation.empty()) {
    return {"no such operation: " + std::string(method) + " " + std::string(path)};
  }
  const auto& facts = contract()["operations"][found.operation];
  Findings findings;
  check_pairs(facts.value("query", Json::object()), query, "parameter", findings);
  if (found.wants_form) {
    check_pairs(facts["form"], body, "form field", findings);
  } else if (found.wants_json) {
    check_json(facts["request"], body, findings);
  } else if (!body.empty() && body != "{}") {
    add(findings, "body not expected");
  }
  return findings;
}

std::vector<std::string> check_response(std::string_view method, std::string_view target,
                                        std::string_view body) {
  const auto path = target.substr(0, target.find('?'));
  const auto found = match(method, path);
  if (found.operation.empty()) {
    return {"no such operation: " + std::string(method) + " " + std::string(path)};
  }
  const auto& facts = contract()["operations"][found.operation];
  Findings findings;
  if (facts.contains("response")) check_json(facts["response"], body, findings);
  return findings;
}

}  // namespace uws::rest_contract
