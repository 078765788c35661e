#include "tests/mapping/coverage/leaves.h"

#include <algorithm>
#include <iterator>
#include <pugixml.hpp>
#include <sstream>

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

void append(std::vector<Leaf> some, std::vector<Leaf>& out) {
  std::move(some.begin(), some.end(), std::back_inserter(out));
}

void section_leaves(const testing::Section& section, Exchange& exchange) {
  const auto line_end = section.content.find('\n');
  const std::string first = section.content.substr(0, line_end);
  const bool more = line_end != std::string::npos;
  const Json body =
      more ? Json::parse(section.content.substr(line_end + 1), nullptr, false) : Json();
  if (section.name.starts_with("rest call")) {
    append(recording::target_leaves(first.substr(std::min(first.find(' '), first.size()))),
           exchange.calls);
    append(recording::json_leaves(body), exchange.calls);
  } else if (section.name.starts_with("rest reply")) {
    if (first.starts_with("2")) append(recording::json_leaves(body), exchange.replies);
  } else if (section.name.starts_with("store call")) {
    append(recording::json_leaves(body, "store"), exchange.calls);
  } else if (section.name.starts_with("store reply")) {
    append(recording::json_leaves(Json::parse(section.content, nullptr, false), "store"),
           exchange.replies);
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

std::vector<std::string> field_paths(const contract::Shape& shape) {
  std::vector<std::string> paths;
  add_fields(shape, "", paths);
  return paths;
}

}  // namespace uws::coverage
