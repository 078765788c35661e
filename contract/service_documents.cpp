#include "contract/service_documents.h"

#include <algorithm>
#include <filesystem>
#include <pugixml.hpp>
#include <sstream>
#include <string_view>

#include "contract/wsdl_policy.h"

namespace uws::contract {
namespace {

namespace fs = std::filesystem;
constexpr unsigned kKeepText = pugi::parse_full | pugi::parse_ws_pcdata;
constexpr const char* kDeclaration = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";

std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

// What an element points at: a schema, another WSDL, or nothing.
struct Link {
  pugi::xml_attribute location;
  bool schema = false;
};

Link link_of(const pugi::xml_node& node) {
  const auto name = local_name(node);
  if (name != "import" && name != "include") return {};
  if (const auto location = node.attribute("schemaLocation")) return {location, true};
  return {node.attribute("location"), false};
}

template <class Visit>
void for_each_element(const pugi::xml_node& node, const Visit& visit) {
  if (node.type() == pugi::node_element) visit(node);
  for (const auto& child : node.children()) for_each_element(child, visit);
}

std::string beside(const std::string& document, const std::string& file) {
  return (fs::path(document).parent_path() / file).lexically_normal().generic_string();
}

// Where the document at `location`, as `from` has it, may be.
std::vector<std::string> places(const ServiceDocuments& documents, const std::string& from,
                                const std::string& location) {
  const auto question = location.find('?');
  if (question != std::string::npos) {
    const auto equals = location.find('=', question);
    if (equals == std::string::npos) return {};
    const std::string kind = location.substr(question + 1, equals - question - 1);
    const std::string file = documents.service + "." + location.substr(equals + 1) + "." + kind;
    return {beside(documents.wsdls.front().path, fs::path(file).filename())};
  }
  const std::string direct = beside(from, location);
  const std::string near = beside(from, fs::path(location).filename());
  if (direct.starts_with("..") || direct.starts_with('/')) return {near};
  return {direct, near};
}

std::optional<std::size_t> number_in(const std::vector<Document>& list,
                                     const std::vector<std::string>& paths) {
  for (const auto& path : paths) {
    const auto found = std::find_if(list.begin(), list.end(),
                                    [&](const Document& known) { return known.path == path; });
    if (found != list.end()) return static_cast<std::size_t>(found - list.begin());
  }
  return std::nullopt;
}

struct Collector {
  ServiceDocuments documents;
  const ReadDocument& read;
  std::string problem = {};

  // Adds what `location` in `from` leads to, unless it is there.
  void follow(const std::string& from, const std::string& location, bool schema) {
    auto& list = schema ? documents.schemas : documents.wsdls;
    const auto paths = places(documents, from, location);
    if (number_in(list, paths)) return;
    for (const auto& path : paths) {
      if (auto text = read(path)) {
        list.push_back({path, std::move(*text)});
        return;
      }
    }
    problem = from + " imports " + location + ", which is not there";
  }

  void scan(const Document& document) {
    pugi::xml_document xml;
    const auto loaded = xml.load_buffer(document.text.data(), document.text.size());
    if (!loaded) {
      problem = document.path + ": " + loaded.description();
      return;
    }
    for_each_element(xml, [&](const pugi::xml_node& node) {
      const Link link = link_of(node);
      if (link.location) follow(document.path, link.location.value(), link.schema);
    });
  }
};

std::string page_address(const std::string& url, const char* kind, std::size_t number) {
  return url + "?" + kind + "=" + kind + std::to_string(number);
}

void set_addresses(pugi::xml_document& xml, const ServiceDocuments& documents,
                   const std::string& path, const std::string& url) {
  for_each_element(xml, [&](pugi::xml_node node) {
    if (local_name(node) == "address") {
      if (auto location = node.attribute("location")) location.set_value(url.c_str());
    }
    Link link = link_of(node);
    if (!link.location) return;
    const auto paths = places(documents, path, link.location.value());
    const auto number = number_in(link.schema ? documents.schemas : documents.wsdls, paths);
    if (!number) return;
    std::string target = url + "?wsdl";
    if (link.schema) target = page_address(url, "xsd", *number);
    if (!link.schema && *number > 0) target = page_address(url, "wsdl", *number - 1);
    link.location.set_value(target.c_str());
  });
}

std::string text_of(pugi::xml_document& xml) {
  const auto first = xml.first_child();
  if (first.type() == pugi::node_declaration) xml.remove_child(first);
  std::ostringstream out;
  out << kDeclaration;
  xml.save(out, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
  return out.str();
}

std::string page(const ServiceDocuments& documents, const Document& document,
                 const std::string& url) {
  pugi::xml_document xml;
  xml.load_buffer(document.text.data(), document.text.size(), kKeepText);
  set_addresses(xml, documents, document.path, url);
  if (url.starts_with("https:")) add_transport_policy(xml.document_element());
  return text_of(xml);
}

// A schema that does nothing but import.
bool only_imports(const pugi::xml_node& schema) {
  for (const auto& child : schema.children()) {
    if (child.type() == pugi::node_element && local_name(child) != "import") return false;
  }
  return true;
}

pugi::xml_node types_of(const pugi::xml_document& wsdl) {
  for (const auto& node : wsdl.document_element().children()) {
    if (local_name(node) == "types") return node;
  }
  return {};
}

}  // namespace

tl::expected<ServiceDocuments, std::string> collect_documents(const std::string& service,
                                                              const std::string& main,
                                                              const ReadDocument& read) {
  auto text = read(main);
  if (!text) return tl::unexpected(main + " is not there");
  Collector collector{{service, {{main, std::move(*text)}}, {}}, read};
  auto& documents = collector.documents;
  std::size_t wsdls = 0, schemas = 0;
  while (collector.problem.empty()) {
    if (wsdls < documents.wsdls.size()) {
      const Document next = documents.wsdls[wsdls++];
      collector.scan(next);
    } else if (schemas < documents.schemas.size()) {
      const Document next = documents.schemas[schemas++];
      collector.scan(next);
    } else {
      return std::move(documents);
    }
  }
  return tl::unexpected(collector.problem);
}

std::string wsdl_page(const ServiceDocuments& documents, std::size_t number,
                      const std::string& url) {
  return page(documents, documents.wsdls[number], url);
}

std::string xsd_page(const ServiceDocuments& documents, std::size_t number,
                     const std::string& url) {
  return page(documents, documents.schemas[number], url);
}

std::string single_wsdl_page(const ServiceDocuments& documents, const std::string& url) {
  pugi::xml_document xml;
  const Document& main = documents.wsdls.front();
  xml.load_buffer(main.text.data(), main.text.size(), kKeepText);
  auto types = types_of(xml);
  std::vector<pugi::xml_node> importing;
  for (const auto& schema : types.children()) {
    if (schema.type() == pugi::node_element && only_imports(schema)) importing.push_back(schema);
  }
  for (const auto& schema : importing) types.remove_child(schema);
  for (const auto& document : documents.schemas) {
    pugi::xml_document schema;
    schema.load_buffer(document.text.data(), document.text.size(), kKeepText);
    for (auto child : schema.document_element().children()) {
      if (local_name(child) == "import") child.remove_attribute("schemaLocation");
    }
    types.append_copy(schema.document_element());
  }
  set_addresses(xml, documents, main.path, url);
  if (url.starts_with("https:")) add_transport_policy(xml.document_element());
  return text_of(xml);
}

}  // namespace uws::contract
