// Turns the contract's XSDs into the tables behind contract/shape.h. Runs at build time only.
// usage: shape_compiler OUTPUT.cpp PROVENANCE.md FILE.xsd...

#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <pugixml.hpp>
#include <set>
#include <string>
#include <vector>

namespace {

struct Field {
  std::string name, type;  // type: "{uri}local"
  bool nillable, required, repeated;
};
struct Type {
  std::string uri, name;
  std::vector<Field> fields;
};

constexpr const char* kXsd = "http://www.w3.org/2001/XMLSchema";
constexpr const char* kSerialization = "http://schemas.microsoft.com/2003/10/Serialization/";

// Resolves a prefixed QName with the declarations in scope at `element`.
std::string resolve(const pugi::xml_node& element, const std::string& qname) {
  const auto colon = qname.find(':');
  const std::string prefix = colon == std::string::npos ? "" : qname.substr(0, colon);
  const std::string attribute = prefix.empty() ? "xmlns" : "xmlns:" + prefix;
  auto scope = element;
  while (scope && !scope.attribute(attribute.c_str())) scope = scope.parent();
  return "{" + std::string(scope.attribute(attribute.c_str()).value()) + "}" +
         qname.substr(colon == std::string::npos ? 0 : colon + 1);
}

std::string value_kind(const std::string& type) {
  static const std::map<std::string, std::string> kinds = {{"string", "string"},
                                                           {"int", "int32"},
                                                           {"long", "int64"},
                                                           {"boolean", "boolean"},
                                                           {"dateTime", "date_time"}};
  const std::string prefix = std::string("{") + kXsd + "}";
  if (type.rfind(prefix, 0) != 0) return "complex";
  const auto found = kinds.find(type.substr(prefix.size()));
  if (found == kinds.end()) {
    std::cerr << "no value kind for " << type << '\n';
    std::exit(1);
  }
  return found->second;
}

std::vector<Field> fields_of(const pugi::xml_node& complex_type) {
  std::vector<Field> fields;
  for (const auto& element : complex_type.child("xs:sequence").children("xs:element")) {
    fields.push_back({element.attribute("name").value(),
                      resolve(element, element.attribute("type").value()),
                      element.attribute("nillable").as_bool(),
                      std::string(element.attribute("minOccurs").as_string("1")) != "0",
                      std::string(element.attribute("maxOccurs").value()) == "unbounded"});
  }
  return fields;
}

// The fields whose XSD type a source prints, "Service/Type/Field": their row of PROVENANCE.md names
// an XSD listing.
std::set<std::string> printed_types(const char* path) {
  std::set<std::string> printed;
  std::ifstream in(path);
  std::string service, type;
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("## ", 0) == 0) service = line.substr(3);
    if (line.rfind("### ", 0) == 0) type = line.substr(4, line.find(' ', 4) - 4);
    if (line.rfind("| ", 0) != 0 || line.find("XSD listing") == std::string::npos) continue;
    printed.insert(service + "/" + type + "/" + line.substr(2, line.find(' ', 2) - 2));
  }
  return printed;
}

class Compiler {
 public:
  explicit Compiler(const char* provenance) : printed_(printed_types(provenance)) {}

  void read(const char* path) {
    pugi::xml_document document;
    const auto loaded = document.load_file(path);
    if (!loaded) {
      std::cerr << path << ": " << loaded.description() << '\n';
      std::exit(1);
    }
    const auto schema = document.document_element();
    const std::string uri = schema.attribute("targetNamespace").value();
    if (uri == kSerialization) return;
    for (const auto& type : schema.children("xs:complexType")) {
      types_.push_back({uri, type.attribute("name").value(), fields_of(type)});
    }
    for (const auto& element : schema.children("xs:element")) {
      if (const auto inner = element.child("xs:complexType")) {
        const std::string name = element.attribute("name").value();
        wrappers_.push_back(name);
        types_.push_back({uri, name, fields_of(inner)});
      }
    }
    if (!wrappers_.empty() && message_namespace_.empty()) message_namespace_ = uri;
  }

  void write(const char* path) {
    for (std::size_t i = 0; i < types_.size(); ++i) {
      index_["{" + types_[i].uri + "}" + types_[i].name] = i;
    }
    std::ofstream out(path);
    out << "#include \"contract/shape.h\"\n\nnamespace uws::contract {\nnamespace {\n\n"
        << "extern const Shape kShapes[];\n\n";
    for (std::size_t i = 0; i < types_.size(); ++i) write_members(out, i);
    out << "const Shape kShapes[] = {\n";
    for (std::size_t i = 0; i < types_.size(); ++i) {
      out << "    {\"" << types_[i].name << "\", \"" << types_[i].uri << "\", "
          << (types_[i].fields.empty() ? std::string("{}") : "kMembers" + std::to_string(i))
          << "},\n";
    }
    out << "};\n\nconst Wrapper kWrappers[] = {\n";
    for (const auto& name : wrappers_) {
      out << "    {\"" << name << "\", &kShapes["
          << index_.at("{" + message_namespace_ + "}" + name) << "]},\n";
    }
    out << "};\n\n}  // namespace\n\nconst std::string_view kMessageNamespace = \""
        << message_namespace_
        << "\";\n\nstd::span<const Wrapper> wrappers() { return kWrappers; }\n\n"
           "}  // namespace uws::contract\n";
  }

 private:
  // No source prints the field's XSD type (docs/wire.md: members).
  bool inferred(const Type& type, const Field& field) const {
    const std::string service = type.uri.substr(type.uri.rfind('.') + 1);
    return !printed_.contains(service + "/" + type.name + "/" + field.name);
  }

  void write_members(std::ostream& out, std::size_t i) {
    if (types_[i].fields.empty()) return;
    out << "const Member kMembers" << i << "[] = {\n";
    for (const auto& field : types_[i].fields) {
      const std::string kind = value_kind(field.type);
      const bool value = kind != "string" && kind != "complex";
      out << "    {\"" << field.name << "\", ValueKind::" << kind << ", "
          << (field.nillable ? "true" : "false") << ", " << (field.required ? "true" : "false")
          << ", " << (field.repeated ? "true" : "false") << ", "
          << (value && inferred(types_[i], field) ? "true" : "false") << ", "
          << (kind == "complex" ? "&kShapes[" + std::to_string(index_.at(field.type)) + "]"
                                : std::string("nullptr"))
          << "},\n";
    }
    out << "};\n";
  }

  std::set<std::string> printed_;
  std::vector<Type> types_;
  std::vector<std::string> wrappers_;
  std::string message_namespace_;
  std::map<std::string, std::size_t> index_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::cerr << "usage: shape_compiler OUTPUT.cpp PROVENANCE.md FILE.xsd...\n";
    return 2;
  }
  Compiler compiler(argv[2]);
  for (int i = 3; i < argc; ++i) compiler.read(argv[i]);
  compiler.write(argv[1]);
  return 0;
}
