#include "contract/reader.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <string_view>
#include <utility>

#include "contract/schema_reader.h"
#include "contract/xml_names.h"

namespace uws::contract {
namespace {

constexpr const char* kSoap = "http://schemas.xmlsoap.org/wsdl/soap/";
constexpr const char* kAddressing[] = {"http://www.w3.org/2006/05/addressing/wsdl",
                                       "http://www.w3.org/2007/05/addressing/metadata"};

// One WSDL with the WSDLs it imports; message names need only be unique within.
struct Definitions {
  std::string file;
  std::map<Name, pugi::xml_node> messages;
  std::vector<std::pair<Name, pugi::xml_node>> port_types, bindings;
  std::vector<pugi::xml_node> services;
};

// Namespaces whose schemas WSDL files import and need not bring along.
bool well_known(const std::string& space) {
  return space == kXsd || space == kSerialization ||
         space == "http://schemas.xmlsoap.org/soap/encoding/" ||
         space == "http://www.w3.org/XML/1998/namespace";
}

class Reader {
 public:
  explicit Reader(const Source& source) : source_(source) {}

  tl::expected<Contract, std::string> run(const std::vector<std::string>& paths) {
    for (const auto& path : paths) {
      definitions_.emplace_back().file = path;
      load(path);
      if (!problem_.empty()) return tl::unexpected(problem_);
    }
    find_missing_namespaces();
    for (const auto& set : definitions_) assemble(set);
    settle_references();
    if (problem_.empty() && contract_.operations.empty() && !source_.without_operations) {
      problem_ = paths.front() + ": has no operation";
    }
    if (!problem_.empty()) return tl::unexpected(problem_);
    return std::move(contract_);
  }

 private:
  // Reads the document at `path` and all it imports, as far as they are not read yet; an imported
  // document before the one that imports it.
  void load(const std::string& path) {
    auto set = follow_imports(path, source_.read);
    if (!set) {
      problem_ = set.error();
      return;
    }
    std::move(set->wsdls.rbegin(), set->wsdls.rend(), std::back_inserter(set->schemas));
    for (const auto& document : set->schemas) {
      if (!problem_.empty() || !loaded_.insert(document.path).second) continue;
      read(document);
      std::ranges::copy_if(set->missing, std::back_inserter(missing_),
                           [&](const Import& import) { return import.from == document.path; });
    }
  }

  void read(const Document& document) {
    auto& xml = *documents_.emplace_back(std::make_unique<pugi::xml_document>());
    xml.load_buffer(document.text.data(), document.text.size());
    const auto root = xml.document_element();
    if (is(root, kXsd, "schema")) {
      schema(root, document.target);
    } else if (is(root, kWsdl, "definitions")) {
      definitions(root);
    } else {
      problem_ = document.path + ": neither a WSDL nor a schema";
    }
  }

  void schema(const pugi::xml_node& node, const std::string& target) {
    const auto own = node.attribute("targetNamespace");
    spaces_.insert(own ? own.value() : target);
    read_schema(node, target, contract_);
  }

  void definitions(const pugi::xml_node& root) {
    const std::string target = root.attribute("targetNamespace").value();
    auto& set = definitions_.back();
    for (const auto& types : children(root, kWsdl, "types")) {
      for (const auto& inner : children(types, kXsd, "schema")) schema(inner, "");
    }
    for (const auto& child : root.children()) {
      const Name name{target, child.attribute("name").value()};
      if (is(child, kWsdl, "message")) set.messages.emplace(name, child);
      if (is(child, kWsdl, "portType")) set.port_types.emplace_back(name, child);
      if (is(child, kWsdl, "binding")) set.bindings.emplace_back(name, child);
      if (is(child, kWsdl, "service")) set.services.push_back(child);
    }
    for (const auto& service : set.services) keep_addresses(service);
  }

  void keep_addresses(const pugi::xml_node& service) {
    for (const auto& port : children(service, kWsdl, "port")) {
      for (const auto& address : children(port, kSoap, "address")) {
        contract_.addresses.emplace(service.attribute("name").value(),
                                    address.attribute("location").value());
      }
    }
  }

  // Imports without a file are looked for by namespace; what stays open is a problem.
  void find_missing_namespaces() {
    for (std::size_t i = 0; i < missing_.size() && problem_.empty(); ++i) {
      const Import import = missing_[i];
      const auto& space = import.name_space;
      if (well_known(space) || (!space.empty() && spaces_.contains(space))) continue;
      if (!space.empty()) load_by_namespace(import);
      if (!problem_.empty() || (!space.empty() && spaces_.contains(space))) continue;
      const std::string place = import.location.empty() ? "" : " from " + import.location;
      problem_ = import.from + ": imports " + (space.empty() ? "a document" : space) + place +
                 ", for which there is no file beside it";
    }
  }

  void load_by_namespace(const Import& import) {
    if (!source_.schemas_beside) return;
    for (const auto& path : source_.schemas_beside(import.from)) {
      const auto text = source_.read(path);
      pugi::xml_document document;
      if (!text || !document.load_buffer(text->data(), text->size())) continue;
      const auto root = document.document_element();
      if (is(root, kXsd, "schema") &&
          import.name_space == root.attribute("targetNamespace").value()) {
        load(path);
      }
    }
  }

  void assemble(const Definitions& set) {
    for (const auto& [name, node] : set.port_types) {
      for (const auto& operation : children(node, kWsdl, "operation")) {
        assemble(set, name, operation);
      }
    }
  }

  void assemble(const Definitions& set, const Name& port_type, const pugi::xml_node& node) {
    const std::string name = node.attribute("name").value();
    Operation operation{service_of(port_type), port_type.local, name, {}, {}, {}};
    const auto bound = bound_operation(port_type, name);
    for (const auto& action : children(bound, kSoap, "operation")) {
      operation.action = action.attribute("soapAction").value();
    }
    for (const char* direction : {"input", "output"}) {
      const bool input = direction == std::string_view("input");
      auto& message = input ? operation.request : operation.response;
      for (const auto& child : children(node, kWsdl, direction)) {
        if (input && !bound) operation.action = addressing_action(child);
        const auto binding = children(bound, kWsdl, direction);
        fill(set, named(child, "message"), binding.empty() ? pugi::xml_node() : binding[0],
             message);
        require(set, operation, message);
      }
    }
    contract_.operations.push_back(std::move(operation));
  }

  // The operation in a SOAP binding of the port type, if there is one.
  pugi::xml_node bound_operation(const Name& port_type, const std::string& name) const {
    for (const auto& set : definitions_) {
      for (const auto& [ignored, binding] : set.bindings) {
        if (named(binding, "type") != port_type) continue;
        for (const auto& operation : children(binding, kWsdl, "operation")) {
          const bool soap = !children(operation, kSoap, "operation").empty();
          if (soap && operation.attribute("name").value() == name) return operation;
        }
      }
    }
    return {};
  }

  std::string service_of(const Name& port_type) const {
    for (const auto& set : definitions_) {
      for (const auto& service : set.services) {
        for (const auto& port : children(service, kWsdl, "port")) {
          for (const auto& [name, binding] : set.bindings) {
            if (name != named(port, "binding") || named(binding, "type") != port_type) continue;
            return service.attribute("name").value();
          }
        }
      }
    }
    return {};
  }

  static std::string addressing_action(const pugi::xml_node& input) {
    for (const auto& attribute : input.attributes()) {
      const Name name = resolve(input, attribute.name());
      const auto* end = std::end(kAddressing);
      if (name.local == "Action" && std::find(kAddressing, end, name.space) != end) {
        return attribute.value();
      }
    }
    return {};
  }

  static std::vector<pugi::xml_node> parts(const Definitions& set, const Name& message) {
    const auto found = set.messages.find(message);
    if (found == set.messages.end()) return {};
    return children(found->second, kWsdl, "part");
  }

  // `binding` has the headers of the message.
  static void fill(const Definitions& set, const Name& message, const pugi::xml_node& binding,
                   Message& into) {
    std::set<std::string> taken;
    for (const auto& header : children(binding, kSoap, "header")) {
      const std::string name = header.attribute("part").value();
      const Name from = named(header, "message");
      if (from == message) taken.insert(name);
      for (const auto& part : parts(set, from)) {
        if (part.attribute("name").value() == name) into.headers.push_back(named(part, "element"));
      }
    }
    for (const auto& part : parts(set, message)) {
      const Name element = named(part, "element");
      if (taken.contains(part.attribute("name").value()) || element.local.empty()) continue;
      if (!into.wrapper) into.wrapper = element;
    }
  }

  void require(const Definitions& set, const Operation& operation, const Message& message) {
    auto names = message.headers;
    if (message.wrapper) names.push_back(*message.wrapper);
    for (const auto& name : names) {
      if (!problem_.empty() || contract_.elements.contains(name)) continue;
      problem_ = set.file + ": " + operation.name + " uses the element " + shown(name) +
                 ", which no file declares";
    }
  }

  void settle_references() {
    for (auto& entry : contract_.types) {
      for (auto& member : entry.second.members) {
        if (!member.reference) continue;
        const auto found = contract_.elements.find(member.name);
        member.type = {kXsd, "anyType"};
        if (found == contract_.elements.end()) continue;
        member.type = found->second.type;
        member.nillable = found->second.nillable;
      }
    }
  }

  const Source& source_;
  Contract contract_;
  std::string problem_;
  std::vector<std::unique_ptr<pugi::xml_document>> documents_;
  std::vector<Definitions> definitions_;
  std::set<std::string> loaded_, spaces_;
  std::vector<Import> missing_;
};

constexpr int kDeepestBase = 32;

}  // namespace

std::string shown(const Name& name) { return "{" + name.space + "}" + name.local; }

const Type* Contract::type(const Name& name) const {
  const auto found = types.find(name);
  return found == types.end() ? nullptr : &found->second;
}

bool Contract::is_complex(const Name& name) const {
  const auto* found = type(name);
  return found != nullptr && found->complex;
}

std::vector<Element> Contract::members(const Name& name) const {
  std::vector<Element> all;
  const Type* next = type(name);
  for (int depth = 0; next != nullptr && depth < kDeepestBase; ++depth) {
    all.insert(all.begin(), next->members.begin(), next->members.end());
    next = type(next->base);
  }
  return all;
}

Name Contract::simple_base(const Name& name) const {
  Name at = name;
  for (int depth = 0; depth < kDeepestBase; ++depth) {
    const Type* found = at.space == kSerialization ? nullptr : type(at);
    if (found == nullptr || found->complex || found->base.local.empty()) break;
    at = found->base;
  }
  return at;
}

tl::expected<Contract, std::string> read_contract(const std::vector<std::string>& paths,
                                                  const Source& source) {
  return Reader(source).run(paths);
}

}  // namespace uws::contract
