#include "contract/reader.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "contract/schema_reader.h"
#include "contract/xml_names.h"

namespace uws::contract {
namespace {

constexpr const char* kSoap = "http://schemas.xmlsoap.org/wsdl/soap/";
constexpr const char* kAddressing[] = {"http://www.w3.org/2006/05/addressing/wsdl",
                                       "http://www.w3.org/2007/05/addressing/metadata"};

struct Part {
  std::string name;
  Name element;
};
struct HeaderUse {
  Name message;
  std::string part;
};
struct BoundOperation {
  std::string action;
  std::vector<HeaderUse> request, response;
};

// One WSDL with the WSDLs it imports; message names need only be unique within.
struct Definitions {
  std::string file;
  std::map<Name, std::vector<Part>> messages;
  std::vector<std::pair<Name, pugi::xml_node>> port_types;
  std::map<std::pair<Name, std::string>, BoundOperation> bound;  // by port type and operation
  std::map<Name, Name> bindings;                                 // to port types
  std::vector<std::pair<std::string, Name>> ports;               // service and binding
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
    if (problem_.empty() && contract_.operations.empty()) {
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
    for (const auto& document : set->schemas) read(document);
    std::move(set->missing.begin(), set->missing.end(), std::back_inserter(missing_));
  }

  void read(const Document& document) {
    if (!problem_.empty() || !loaded_.insert(document.path).second) return;
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
    for (const auto& child : root.children()) {
      const Name name{target, child.attribute("name").value()};
      if (is(child, kWsdl, "types")) {
        for (const auto& inner : child.children()) {
          if (is(inner, kXsd, "schema")) schema(inner, "");
        }
      } else if (is(child, kWsdl, "message")) {
        for (const auto& part : child.children()) {
          if (!is(part, kWsdl, "part")) continue;
          const Name element = resolve(part, part.attribute("element").value());
          set.messages[name].push_back({part.attribute("name").value(), element});
        }
      } else if (is(child, kWsdl, "portType")) {
        set.port_types.emplace_back(name, child);
      } else if (is(child, kWsdl, "binding")) {
        set.bindings.emplace(name, resolve(child, child.attribute("type").value()));
        binding(child, set);
      } else if (is(child, kWsdl, "service")) {
        for (const auto& port : child.children()) {
          if (!is(port, kWsdl, "port")) continue;
          set.ports.emplace_back(name.local, resolve(port, port.attribute("binding").value()));
        }
      }
    }
  }

  static std::vector<HeaderUse> headers(const pugi::xml_node& direction) {
    std::vector<HeaderUse> found;
    for (const auto& child : direction.children()) {
      if (!is(child, kSoap, "header")) continue;
      found.push_back(
          {resolve(child, child.attribute("message").value()), child.attribute("part").value()});
    }
    return found;
  }

  static void binding(const pugi::xml_node& node, Definitions& set) {
    const Name port_type = resolve(node, node.attribute("type").value());
    for (const auto& operation : node.children()) {
      if (!is(operation, kWsdl, "operation")) continue;
      BoundOperation bound;
      bool soap = false;
      for (const auto& child : operation.children()) {
        if (is(child, kSoap, "operation")) {
          soap = true;
          bound.action = child.attribute("soapAction").value();
        }
        if (is(child, kWsdl, "input")) bound.request = headers(child);
        if (is(child, kWsdl, "output")) bound.response = headers(child);
      }
      if (soap) set.bound.emplace(std::pair(port_type, operation.attribute("name").value()), bound);
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
      for (const auto& operation : node.children()) {
        if (is(operation, kWsdl, "operation")) assemble(set, name, operation);
      }
    }
  }

  void assemble(const Definitions& set, const Name& port_type, const pugi::xml_node& node) {
    const std::string name = node.attribute("name").value();
    Operation operation{service_of(port_type), port_type.local, name, {}, {}, {}};
    const BoundOperation* bound = bound_to({port_type, name});
    const BoundOperation none;
    const auto& binding = bound == nullptr ? none : *bound;
    operation.action = binding.action;
    for (const auto& child : node.children()) {
      const bool input = is(child, kWsdl, "input");
      if (!input && !is(child, kWsdl, "output")) continue;
      if (input && bound == nullptr) operation.action = addressing_action(child);
      const Name message = resolve(child, child.attribute("message").value());
      auto& direction = input ? operation.request : operation.response;
      fill(set, message, input ? binding.request : binding.response, direction);
      require(set, operation, direction);
    }
    contract_.operations.push_back(std::move(operation));
  }

  const BoundOperation* bound_to(const std::pair<Name, std::string>& operation) const {
    for (const auto& set : definitions_) {
      const auto found = set.bound.find(operation);
      if (found != set.bound.end()) return &found->second;
    }
    return nullptr;
  }

  std::string service_of(const Name& port_type) const {
    for (const auto& set : definitions_) {
      for (const auto& [service, binding] : set.ports) {
        const auto found = set.bindings.find(binding);
        if (found != set.bindings.end() && found->second == port_type) return service;
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

  static void fill(const Definitions& set, const Name& message, const std::vector<HeaderUse>& uses,
                   Message& into) {
    const auto parts_of = [&](const Name& name) -> std::vector<Part> {
      const auto found = set.messages.find(name);
      return found == set.messages.end() ? std::vector<Part>{} : found->second;
    };
    std::set<std::string> taken;
    for (const auto& use : uses) {
      if (use.message == message) taken.insert(use.part);
      for (const auto& part : parts_of(use.message)) {
        if (part.name == use.part) into.headers.push_back(part.element);
      }
    }
    for (const auto& part : parts_of(message)) {
      if (!into.wrapper && !taken.contains(part.name) && !part.element.local.empty()) {
        into.wrapper = part.element;
      }
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
