// A service publishes only those types of common.xsd that its contract reaches.

#include <doctest/doctest.h>

#include <pugixml.hpp>
#include <set>
#include <string>

#include "tests/bridge/door/metadata_pages.h"

namespace {

using namespace uws;
using test::body_of;

const std::string kCommon =
    "http://schemas.datacontract.org/2004/07/NPhase.UnifiedWebService.APIs.v2.Contract.Common";

// Names of the complex types in the first schema of the Common namespace that is served.
std::set<std::string> common_types(const std::string& service) {
  const auto pages = door::metadata_pages({});
  pugi::xml_document wsdl;
  REQUIRE(wsdl.load_string(body_of(pages, service, "singleWsdl").c_str()));
  std::set<std::string> names;
  for (const auto& found : wsdl.select_nodes("//xs:schema")) {
    if (found.node().attribute("targetNamespace").value() != kCommon) continue;
    for (const auto& type : found.node().children("xs:complexType")) {
      names.insert(type.attribute("name").value());
      const auto element = "xs:element[@name='" + *names.rbegin() + "']";
      CHECK(found.node().select_node(element.c_str()).node());
    }
  }
  return names;
}

TEST_CASE("types that a service reaches directly or through others are there") {
  CHECK(common_types("CarrierService") ==
        std::set<std::string>{"ArrayOfCustomFieldFilterObj", "ArrayOfDeviceIdentifier",
                              "ArrayOfDeviceIdentifierCollection", "ArrayOfLabel",
                              "CustomFieldFilterObj", "DeviceIdentifier",
                              "DeviceIdentifierCollection", "Label", "PrimaryPlaceOfUse",
                              "PrimaryPlaceOfUseAddress", "PrimaryPlaceOfUseCustomerName"});
}

TEST_CASE("types that only other services use are not") {
  for (const auto* service : {"DeviceService", "AccountService", "DeviceGroupService"}) {
    const auto names = common_types(service);
    CHECK_FALSE(names.empty());
    CHECK_FALSE(names.contains("PrimaryPlaceOfUse"));
    CHECK_FALSE(names.contains("PrimaryPlaceOfUseAddress"));
  }
  CHECK(common_types("SessionService").empty());
}

}  // namespace
