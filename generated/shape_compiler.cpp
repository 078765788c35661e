// Turns wsdl/ into the tables behind contract/shape.h. Runs at build time only.
// usage: shape_compiler OUTPUT.cpp PROVENANCE.md FILE.wsdl...

#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "contract/reader.h"

namespace {

using namespace uws::contract;

[[noreturn]] void fail(const std::string& problem) { throw std::runtime_error(problem); }

std::string value_kind(const Name& type) {
  static const std::map<std::string, std::string> kinds = {{"string", "string"},
                                                           {"int", "int32"},
                                                           {"long", "int64"},
                                                           {"boolean", "boolean"},
                                                           {"dateTime", "date_time"}};
  const auto found = kinds.find(type.local);
  if (type.space != kXsd || found == kinds.end()) fail("no value kind for " + shown(type));
  return found->second;
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

// A string_view with its length: GCC 12 takes fifteen seconds to find out a thousand of them, and
// leaves some to the start of the program.
std::string quoted(const std::string& text) {
  return "{\"" + text + "\", " + std::to_string(text.size()) + "}";
}

// A part of a table, as its span is initialized.
std::string range(const std::string& table, std::size_t first, std::size_t end) {
  return "{" + table + " + " + std::to_string(first) + ", " + std::to_string(end - first) + "}";
}

class Compiler {
 public:
  Compiler(const Contract& contract, const char* provenance)
      : contract_(contract), printed_(printed_types(provenance)) {
    for (const auto& operation : contract_.operations) find_token(operation);
    for (const auto& operation : contract_.operations) add(operation);
    close_service();
    // Each type may bring further ones.
    std::size_t done = 0;
    while (done < types_.size()) add_members(Name(types_[done++]));
  }

  void write(const char* path) const {
    std::ofstream out(path);
    out << "#include \"contract/shape.h\"\n\nnamespace uws::contract {\nnamespace {\n\n"
        << "extern const Shape kShapes[" << shapes_.size() << "];\n";
    table(out, "Member kMembers", members_);
    table(out, "Shape kShapes", shapes_);
    table(out, "Wrapper kWrappers", wrappers_);
    table(out, "ServiceOperation kOperations", operations_);
    table(out, "Service kServices", services_);
    out << "\n}  // namespace\n\nconstinit const std::string_view kMessageNamespace = "
        << quoted(message_namespace_) << ";\n\n"
        << "std::span<const Wrapper> wrappers() { return kWrappers; }\n"
        << "std::span<const Service> services() { return kServices; }\n\n"
        << "}  // namespace uws::contract\n";
    if (!out.flush()) fail(std::string(path) + ": cannot be written");
  }

 private:
  using Rows = std::vector<std::string>;

  static void table(std::ostream& out, const char* name, const Rows& rows) {
    out << "\nconstinit const " << name << "[" << rows.size() << "] = {\n";
    for (const auto& row : rows) out << "    {" << row << "},\n";
    out << "};\n";
  }

  // The one header of the contract.
  void find_token(const Operation& operation) {
    for (const auto* message : {&operation.request, &operation.response}) {
      for (const auto& header : message->headers) {
        if (!token_.local.empty() && header != token_) fail("another header: " + shown(header));
        token_ = header;
      }
    }
  }

  void add(const Operation& operation) {
    if (operation.service.empty()) fail(operation.port_type + ": no service has a port of it");
    if (operation.service != service_.service) close_service();
    service_ = operation;
    const std::string request = wrapper(operation, operation.request);
    operations_.push_back(quoted(operation.name) + ", " + quoted(operation.action) + ", " +
                          request + ", " + wrapper(operation, operation.response));
  }

  void close_service() {
    if (first_ == operations_.size()) return;
    services_.push_back(quoted(service_.service) + ", " + quoted(service_.port_type) + ", " +
                        range("kOperations", first_, operations_.size()));
    first_ = operations_.size();
  }

  std::string wrapper(const Operation& operation, const Message& message) {
    if (!message.wrapper) fail(operation.name + " has a message without a wrapper");
    const auto& name = *message.wrapper;
    if (message_namespace_.empty()) message_namespace_ = name.space;
    if (name.space != message_namespace_) fail(shown(name) + " is of another namespace");
    wrappers_.push_back(quoted(name.local) + ", " + quoted(name.space) + ", " +
                        shape(contract_.elements.at(name).type) + ", " + quoted(token_.local) +
                        ", " + quoted(token_.space));
    return "kWrappers + " + std::to_string(wrappers_.size() - 1);
  }

  std::string shape(const Name& type) {
    const auto [place, fresh] = numbers_.emplace(type, types_.size());
    if (fresh) types_.push_back(type);
    return "kShapes + " + std::to_string(place->second);
  }

  void add_members(const Name& type) {
    const auto first = members_.size();
    // The type within an element is named after it.
    const std::string name = type.local.substr(type.local.find(' ') + 1);
    const std::string key = type.space.substr(type.space.rfind('.') + 1) + "/" + name + "/";
    for (const auto& member : contract_.members(type)) {
      if (member.name.space != type.space) fail(shown(type) + " has a member of another namespace");
      const auto* own = contract_.type(member.type);
      const bool complex = own != nullptr && own->complex;
      const auto kind = complex ? "complex" : value_kind(contract_.simple_base(member.type));
      const bool value = !complex && kind != "string";
      std::ostringstream row;
      row << std::boolalpha << quoted(member.name.local) << ", " << quoted(type.space)
          << ", ValueKind::" << kind << ", " << member.nillable << ", " << (member.min > 0) << ", "
          << (member.max == kUnbounded) << ", "
          << (value && !printed_.contains(key + member.name.local)) << ", "
          << (complex ? shape(member.type) : "nullptr") << ", kMembers + " << members_.size();
      members_.push_back(row.str());
    }
    shapes_.push_back(quoted(name) + ", " + quoted(type.space) + ", " +
                      range("kMembers", first, members_.size()));
  }

  const Contract& contract_;
  std::set<std::string> printed_;  // see printed_types
  std::string message_namespace_;
  Name token_;
  Operation service_;      // the newest operation of the service that is being read
  std::size_t first_ = 0;  // its first operation
  std::vector<Name> types_;
  std::map<Name, std::size_t> numbers_;  // places in types_
  Rows members_, shapes_, wrappers_, operations_, services_;
};

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 4) fail("usage: shape_compiler OUTPUT.cpp PROVENANCE.md FILE.wsdl...");
  const auto contract = read_contract({argv + 3, argv + argc}, {read_file});
  if (!contract) fail(contract.error());
  Compiler(*contract, argv[2]).write(argv[1]);
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
