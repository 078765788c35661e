#include <doctest/doctest.h>

#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "contract/shape.h"
#include "tests/support/paths.h"

namespace {

using namespace uws;

std::string last_part(std::string_view name_space) {
  return std::string(name_space.substr(name_space.rfind('.') + 1));
}

std::vector<std::string> cells(const std::string& row) {
  std::vector<std::string> out;
  std::istringstream in(row.substr(1));
  for (std::string cell; std::getline(in, cell, '|');) {
    const auto first = cell.find_first_not_of(' ');
    const auto last = cell.find_last_not_of(' ');
    out.push_back(first == std::string::npos ? "" : cell.substr(first, last - first + 1));
  }
  return out;
}

// What wsdl/PROVENANCE.md says, in its order.
struct Page {
  std::set<std::string> operations;  // "CarrierService/MoveDevice"
  std::map<std::string, std::vector<std::vector<std::string>>> types;  // "Service/Type" -> rows
  std::set<std::string> twice;
};

Page read_page() {
  Page page;
  std::ifstream in(test::source_path("/wsdl/PROVENANCE.md"));
  std::string service, type;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("## ")) {
      service = line.substr(3);
      type.clear();
    } else if (line.starts_with("### ")) {
      type = service + "/" + line.substr(4, line.find(' ', 4) - 4);
      if (page.types.contains(type)) page.twice.insert(type);
      page.types[type];
    } else if (line.starts_with("| ") && !line.starts_with("| field |") &&
               !line.starts_with("| operation |")) {
      if (type.empty()) {
        page.operations.insert(service + "/" + cells(line)[0]);
      } else {
        page.types[type].push_back(cells(line));
      }
    }
  }
  return page;
}

// Every type of the contract a request or an answer can hold.
void collect(const contract::Shape& shape, std::map<std::string, const contract::Shape*>& out) {
  const std::string key = last_part(shape.name_space) + "/" + std::string(shape.name);
  if (!out.emplace(key, &shape).second) return;
  for (const auto& member : shape.members) {
    if (member.type) collect(*member.type, out);
  }
}

std::map<std::string, const contract::Shape*> contract_types() {
  std::map<std::string, const contract::Shape*> types;
  for (const auto& wrapper : contract::wrappers()) collect(*wrapper.type->members[0].type, types);
  return types;
}

TEST_CASE("PROVENANCE.md lists every operation of the contract") {
  const Page page = read_page();
  std::size_t found = 0;
  for (const auto& wrapper : contract::wrappers()) {
    if (wrapper.type->members[0].name != "Input") continue;
    const auto* input = wrapper.type->members[0].type;
    const std::string name = last_part(input->name_space) + "/" + std::string(wrapper.name);
    const bool listed = page.operations.contains(name);
    CHECK_MESSAGE(listed, "not in PROVENANCE.md: " << name);
    found += listed;
  }
  CHECK(found == contract::wrappers().size() / 2);
}

TEST_CASE("PROVENANCE.md lists every field, in the contract's order, with its evidence") {
  const Page page = read_page();
  CHECK(page.twice.empty());
  const std::set<std::string> evidences = {"documented", "client", "inferred", "extension"};
  const auto types = contract_types();
  CHECK(types.size() > 100);
  for (const auto& known : types) {
    const auto& name = known.first;
    const auto& shape = known.second;
    CAPTURE(name);
    const auto found = page.types.find(name);
    REQUIRE_MESSAGE(found != page.types.end(), "type not in PROVENANCE.md: " << name);
    const auto& rows = found->second;
    REQUIRE(rows.size() == shape->members.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      REQUIRE(rows[i].size() == 4);
      CHECK(rows[i][0] == shape->members[i].name);
      CHECK_MESSAGE(evidences.contains(rows[i][2]), rows[i][0] << ": " << rows[i][2]);
      CHECK_FALSE(rows[i][3].empty());
    }
  }
}

TEST_CASE("a number, flag or date is inferred unless its row names an XSD listing") {
  Page page = read_page();
  std::size_t inferred = 0, printed = 0;
  for (const auto& known : contract_types()) {
    const auto& name = known.first;
    const auto& shape = known.second;
    for (const auto& row : page.types[name]) {
      const auto* member = shape->find(row[0]);
      if (!member) continue;
      const bool value = member->kind != contract::ValueKind::string &&
                         member->kind != contract::ValueKind::complex;
      const bool listed = row.back().find("XSD listing") != std::string::npos;
      CHECK_MESSAGE(member->inferred == (value && !listed), name << "/" << member->name);
      inferred += member->inferred;
      printed += value && listed;
    }
  }
  CHECK(inferred > 30);
  CHECK(printed > 0);
}

TEST_CASE("PROVENANCE.md lists nothing the contract does not have") {
  const Page page = read_page();
  const auto types = contract_types();
  for (const auto& known : page.types) {
    const auto& name = known.first;
    CHECK_MESSAGE(types.contains(name), "no such type in wsdl/: " << name);
  }
}

}  // namespace
