#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "contract/imports.h"

namespace {

using namespace uws::contract;
using Files = std::map<std::string, std::string>;

ReadDocument reading(const Files& files) {
  return [files](const std::string& path) -> std::optional<std::string> {
    const auto found = files.find(path);
    if (found == files.end()) return std::nullopt;
    return found->second;
  };
}

std::string wsdl(const std::string& inside) {
  return "<definitions xmlns='http://schemas.xmlsoap.org/wsdl/' "
         "xmlns:s='http://www.w3.org/2001/XMLSchema'>" +
         inside + "</definitions>";
}

std::string schema(const std::string& inside, const std::string& target = {}) {
  return "<s:schema xmlns:s='http://www.w3.org/2001/XMLSchema'" +
         (target.empty() ? "" : " targetNamespace='" + target + "'") + ">" + inside + "</s:schema>";
}

std::string import(const std::string& location) {
  return "<s:import namespace='urn:x' schemaLocation='" + location + "'/>";
}

std::vector<std::string> paths(const std::vector<Document>& documents) {
  std::vector<std::string> all;
  for (const auto& document : documents) all.push_back(document.path);
  return all;
}

using Paths = std::vector<std::string>;

}  // namespace

TEST_CASE("documents are numbered in order of import, those of one level first") {
  const auto set = follow_imports(
      "a/S.wsdl",
      reading({{"a/S.wsdl", wsdl("<import location='more.wsdl'/><types>" +
                                 schema(import("one.xsd") + import("../two.xsd")) + "</types>")},
               {"a/more.wsdl", wsdl("")},
               {"a/one.xsd", schema(import("three.xsd") + import("../two.xsd"))},
               {"a/three.xsd", schema(import("one.xsd"))},
               {"two.xsd", schema("")}}));
  REQUIRE(set);
  CHECK(paths(set->wsdls) == Paths{"a/S.wsdl", "a/more.wsdl"});
  CHECK(paths(set->schemas) == Paths{"a/one.xsd", "two.xsd", "a/three.xsd"});
  CHECK(set->missing.empty());
}

TEST_CASE("a service's own addresses lead to files saved beside them") {
  const std::string url = "http://host/S.svc?xsd=";
  const auto set = follow_imports(
      "S.wsdl", reading({{"S.wsdl", wsdl("<types>" + schema(import(url + "xsd0")) + "</types>")},
                         {"S.xsd0.xsd", schema(import(url + "xsd1") + import(url + "xsd2"))},
                         {"S.xsd1.xsd", schema("")},
                         {"xsd2.xsd", schema("")}}));
  REQUIRE(set);
  CHECK(paths(set->schemas) == Paths{"S.xsd0.xsd", "S.xsd1.xsd", "xsd2.xsd"});
}

TEST_CASE("an included schema has the namespace it is included in") {
  const std::string include = "<s:include schemaLocation='b.xsd'/>";
  const auto set =
      follow_imports("a.xsd", reading({{"a.xsd", schema(include, "urn:a")},
                                       {"b.xsd", schema("<s:include schemaLocation='c.xsd'/>")},
                                       {"c.xsd", schema("")}}));
  REQUIRE(set);
  REQUIRE(set->schemas.size() == 2);
  CHECK(set->schemas[0].target == "urn:a");
  CHECK(set->schemas[1].target == "urn:a");
}

TEST_CASE("what is missing is listed; what cannot be read ends it") {
  const auto set = follow_imports(
      "S.wsdl", reading({{"S.wsdl", wsdl("<types>" + schema(import("no.xsd")) + "</types>")}}));
  REQUIRE(set);
  REQUIRE(set->missing.size() == 1);
  CHECK(set->missing[0].from == "S.wsdl");
  CHECK(set->missing[0].name_space == "urn:x");
  CHECK(set->missing[0].location == "no.xsd");
  CHECK(follow_imports("none", reading({})).error() == "none: cannot be read");
  const auto broken = follow_imports(
      "S.wsdl", reading({{"S.wsdl", wsdl("<types>" + schema(import("b.xsd")) + "</types>")},
                         {"b.xsd", "<schema"}}));
  CHECK(broken.error().starts_with("b.xsd: no XML: "));
}
