#include "contract/reader.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string_view>
#include <utility>

#include "contract/schema_reader.h"

namespace uws::contract {
namespace {

namespace fs = std::filesystem;
constexpr const char* kWsdl = "http://schemas.xmlsoap.org/wsdl/";
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
};

// Namespaces whose schemas WSDL files import and need not bring along.
bool well_known(const std::string& space) {
  return space == kXsd || space == kSerialization ||
         space == "http://schemas.xmlsoap.org/soap/encoding/" ||
         space == "http://www.w3.org/XML/1998/namespace";
}

struct Import {
  std::string from, name_space, location;
};

std::vector<std::string> places(const Import& import) {
  const fs::path folder = fs::path(import.from).parent_path();
  const auto question = import.location.rfind('?');
  const auto beside = [&](const fs::path& file) {
    return (folder / file).lexically_normal().generic_string();
  };
  if (question != std::string::npos) {
    const auto equals = import.location.find('=', question);
    if (equals == std::string::npos) return {};
    const std::string kind = import.location.substr(question + 1, equals - question - 1);
    const std::string number = import.location.substr(equals + 1) + "." + kind;
    const std::string stem = fs::path(import.from).stem().string();
    return {beside(stem + "." + number), beside(number)};
  }
  if (import.location.empty()) return {};
  if (import.location.find("://") != std::string::npos) {
    return {beside(fs::path(import.location).filename())};
  }
  return {beside(import.location), beside(fs::path(import.location).filename())};
}

class Reader {
 public:
  explicit Reader(const Source& source) : source_(source) {}

  tl::expected<Contract, std::string> run(const std::vector<std::string>& paths) {
    for (const auto& path : paths) {
      definitions_.emplace_back().file = path;
      const auto normal = fs::path(path).lexically_normal().generic_string();
      if (!loaded_.contains(normal) && !load(normal, "")) problem_ = path + ": cannot be read";
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
  // False: there is no such document. Anything else wrong with it goes to problem_.
  bool load(const std::string& path, const std::string& target) {
    if (loaded_.contains(path)) return true;
    const auto text = source_.read(path);
    if (!text) return false;
    loaded_.insert(path);
    auto& document = *documents_.emplace_back(std::make_unique<pugi::xml_document>());
    const auto result = document.load_buffer(text->data(), text->size());
    const auto root = document.document_element();
    if (!result) {
      problem_ = path + ": no XML: " + result.description();
    } else if (is(root, kXsd, "schema")) {
      schema(path, root, target);
    } else if (is(root, kWsdl, "definitions")) {
      definitions(path, root);
    } else {
      problem_ = path + ": neither a WSDL nor a schema";
    }
    return true;
  }

  void follow(const Import& import, const std::string& target) {
    for (const auto& place : places(import)) {
      if (load(place, target)) return;
    }
    pending_.push_back(import);
  }

  void schema(const std::string& path, const pugi::xml_node& node, const std::string& target) {
    const auto own = node.attribute("targetNamespace");
    const std::string space = own ? own.value() : target;
    spaces_.insert(space);
    read_schema(node, space, contract_);
    for (const auto& child : node.children()) {
      const bool include = is(child, kXsd, "include");
      if (!include && !is(child, kXsd, "import")) continue;
      const std::string name_space = include ? "" : child.attribute("namespace").value();
      follow({path, name_space, child.attribute("schemaLocation").value()}, include ? space : "");
    }
  }

  void definitions(const std::string& path, const pugi::xml_node& root) {
    const std::string target = root.attribute("targetNamespace").value();
    auto& set = definitions_.back();
    for (const auto& child : root.children()) {
      const Name name{target, child.attribute("name").value()};
      if (is(child, kWsdl, "import")) {
        follow({path, "", child.attribute("location").value()}, "");
      } else if (is(child, kWsdl, "types")) {
        for (const auto& inner : child.children()) {
          if (is(inner, kXsd, "schema")) schema(path, inner, "");
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
        binding(child, set);
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
    for (std::size_t i = 0; i < pending_.size() && problem_.empty(); ++i) {
      const Import import = pending_[i];
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
    for (const auto& path : source_.schemas_beside(import.from)) {
      const auto text = source_.read(path);
      pugi::xml_document document;
      if (!text || !document.load_buffer(text->data(), text->size())) continue;
      const auto root = document.document_element();
      if (is(root, kXsd, "schema") &&
          import.name_space == root.attribute("targetNamespace").value()) {
        load(path, "");
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
    Operation operation{port_type.local, node.attribute("name").value(), {}, {}, {}};
    const BoundOperation* bound = bound_to({port_type, operation.name});
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
      problem_ = set.file + ": " + operation.name + " uses the element {" + name.space + "}" +
                 name.local + ", which no file declares";
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
  std::vector<Import> pending_;
};

constexpr int kDeepestBase = 32;

}  // namespace

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
