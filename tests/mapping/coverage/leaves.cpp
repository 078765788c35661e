#include "tests/mapping/coverage/leaves.h"

#include <cstdlib>
#include <pugixml.hpp>
#include <sstream>

#include "base/text.h"

namespace uws::coverage {
namespace {

using Json = nlohmann::json;

std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& parent, std::string_view name) {
  for (const auto& node : parent.children()) {
    if (local_name(node) == name) return node;
  }
  return {};
}

std::string joined(const std::string& prefix, std::string_view name) {
  return prefix.empty() ? std::string(name) : prefix + "/" + std::string(name);
}

// XSD has two spellings of each flag.
std::string plain(const std::string& value, contract::ValueKind kind) {
  if (kind != contract::ValueKind::boolean) return value;
  return value == "1" ? "true" : value == "0" ? "false" : value;
}

void soap_leaves(const pugi::xml_node& node, const contract::Shape& shape,
                 const std::string& prefix, std::vector<Leaf>& out) {
  for (const auto& element : node.children()) {
    if (element.type() != pugi::node_element) continue;
    const contract::Member* member = shape.find(local_name(element));
    if (!member) continue;
    const std::string path = joined(prefix, member->name);
    if (member->type && !member->type->members.empty()) {
      soap_leaves(element, *member->type, path, out);
    } else if (*element.text().get()) {
      out.push_back({path, plain(element.text().get(), member->kind)});
    }
  }
}

std::vector<Leaf> part_leaves(const std::string* text, const contract::Wrapper* wrapper) {
  std::vector<Leaf> out;
  pugi::xml_document document;
  if (!text || !wrapper || !document.load_buffer(text->data(), text->size())) return out;
  const auto body = child(document.document_element(), "Body");
  const auto& part = wrapper->type->members[0];
  soap_leaves(child(child(body, wrapper->name), part.name), *part.type, "", out);
  return out;
}

void json_leaves(const Json& json, const std::string& path, std::vector<Leaf>& out) {
  if (json.is_object()) {
    for (const auto& [key, value] : json.items()) {
      json_leaves(value, path.empty() ? key : path + "." + key, out);
    }
  } else if (json.is_array()) {
    for (const auto& item : json) json_leaves(item, path + "[]", out);
  } else if (json.is_string()) {
    if (!json.get<std::string>().empty()) out.push_back({path, json.get<std::string>()});
  } else if (!json.is_null()) {
    out.push_back({path, json.dump()});
  }
}

// "PUT /m2m/v1/groups/a/name/b?x=y": segments as "path of …/groups/a", so that the name before a
// value tells what it is.
void target_leaves(const std::string& line, std::vector<Leaf>& out) {
  const auto space = line.find(' ');
  if (space == std::string::npos) return;
  const std::string target = line.substr(space + 1);
  const auto question = target.find('?');
  std::istringstream segments(target.substr(0, question));
  std::string before;
  for (std::string segment; std::getline(segments, segment, '/');) {
    if (!segment.empty())
      out.push_back({"path …/" + before + "/{}", base::percent_decoded(segment)});
    before = segment;
  }
  if (question == std::string::npos) return;
  std::istringstream query(target.substr(question + 1));
  for (std::string pair; std::getline(query, pair, '&');) {
    const auto equals = pair.find('=');
    if (equals == std::string::npos) continue;
    out.push_back({"query " + base::percent_decoded(pair.substr(0, equals)),
                   base::percent_decoded(pair.substr(equals + 1))});
  }
}

void section_leaves(const testing::Section& section, Exchange& exchange) {
  const auto line_end = section.content.find('\n');
  const std::string first = section.content.substr(0, line_end);
  const bool more = line_end != std::string::npos;
  const Json body =
      more ? Json::parse(section.content.substr(line_end + 1), nullptr, false) : Json();
  if (section.name.starts_with("rest call")) {
    target_leaves(first, exchange.calls);
    json_leaves(body, "", exchange.calls);
  } else if (section.name.starts_with("rest reply")) {
    if (first.starts_with("2")) json_leaves(body, "", exchange.replies);
  } else if (section.name.starts_with("store call")) {
    json_leaves(body, "store", exchange.calls);
  } else if (section.name.starts_with("store reply")) {
    json_leaves(Json::parse(section.content, nullptr, false), "store", exchange.replies);
  } else if (section.name == "unmapped") {
    std::istringstream lines(section.content);
    for (std::string path; std::getline(lines, path);) exchange.unmapped.push_back(path);
  }
}

void add_fields(const contract::Shape& shape, const std::string& prefix,
                std::vector<std::string>& out) {
  for (const auto& member : shape.members) {
    const std::string path = joined(prefix, member.name);
    if (member.type && !member.type->members.empty()) {
      add_fields(*member.type, path, out);
    } else {
      out.push_back(path);
    }
  }
}

}  // namespace

Exchange take_apart(const contract::Wrapper& operation, const testing::GoldenFile& file) {
  Exchange exchange;
  exchange.request = part_leaves(file.find("soap request"), &operation);
  exchange.response = part_leaves(file.find("soap response"),
                                  contract::find_wrapper(std::string(operation.name) + "Response"));
  for (const auto& section : file.sections) section_leaves(section, exchange);
  return exchange;
}

std::vector<Leaf> json_leaves(const Json& body) {
  std::vector<Leaf> leaves;
  json_leaves(body, "", leaves);
  return leaves;
}

std::vector<std::string> field_paths(const contract::Shape& shape) {
  std::vector<std::string> paths;
  add_fields(shape, "", paths);
  return paths;
}

}  // namespace uws::coverage
