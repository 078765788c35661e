#include <doctest/doctest.h>

#include <set>

#include "bridge/soap/gate_body.h"
#include "tests/bridge/soap/soap_requests.h"

namespace {

using namespace uws;
using namespace uws::test;

constexpr const char* kNothing[] = {" i:nil='true'/>", " i:nil='1'></", "/>", "></", "> \n</"};

std::string element(const std::string& name, const std::string& rest) {
  return "<" + name + rest + (rest.ends_with("</") ? name + ">" : "");
}

Gated group_list(const std::string& members, bool strict = false) {
  return gate(request("GetDeviceGroupList", "DeviceGroupService", "<AccountName/>" + members),
              "GetDeviceGroupList", strict);
}

}  // namespace

TEST_CASE("nil and empty on a value of an inferred type are absent, strictly they are refused") {
  struct Value {
    const char *operation, *service, *member;
  };
  for (const Value& value :
       {Value{"GetDeviceGroupList", "DeviceGroupService", "PageSize"},
        Value{"ChangeDeviceCostCenter", "CarrierService", "RemoveCostCenter"},
        Value{"ChangeDeviceIdentifier", "CarrierService", "AssignNonGeoMDN"}}) {
    for (const char* nothing : kNothing) {
      const std::string sent = element(value.member, nothing);
      CAPTURE(sent);
      const std::string required =
          std::string(value.service) == "DeviceGroupService" ? "<AccountName/>"
          : std::string(value.member) == "AssignNonGeoMDN"   ? "<Device i:nil='1'/>"
                                                             : "";
      const auto document = request(value.operation, value.service, required + sent);
      const auto report = gate(document, value.operation);
      CHECK(report.violation.empty());
      CHECK(report.has_input);
      CHECK(report.document.find(value.member) == std::string::npos);
      CHECK_FALSE(gate(document, value.operation, true).violation.empty());
    }
  }
}

TEST_CASE("what is absent may still come") {
  const auto report = group_list("<PageSize i:nil='true'/><PageIndex/><PageSize>7</PageSize>");
  CHECK(report.violation.empty());
  CHECK(report.document.find(">7</PageSize>") != std::string::npos);
  CHECK(report.document.find("PageIndex") == std::string::npos);
}

TEST_CASE("a nil cursor is absent, an empty one 0") {
  const auto list = [](const std::string& member, bool strict) {
    return gate(request("GetDeviceList", "DeviceService", member), "GetDeviceList", strict);
  };
  CHECK(list("<LargestDeviceIdSeen i:nil='true'/>", false).document.find("Largest") ==
        std::string::npos);
  CHECK(list("<LargestDeviceIdSeen/>", false).document.find(">0</LargestDeviceIdSeen>") !=
        std::string::npos);
  CHECK(list("<LargestDeviceIdSeen i:nil='true'/>", true).violation ==
        "ValueType 'System.Int64' cannot be null.");
}

TEST_CASE("an absent date that is required is missing") {
  const auto document = [](const std::string& earliest) {
    return request("GetDeviceList", "DeviceService",
                   "<CreatedAtFilter>" + earliest +
                       "<c:Latest>2013-05-06T07:08:09Z</c:Latest></CreatedAtFilter>");
  };
  for (const char* nothing : kNothing) {
    const auto report = gate(document(element("c:Earliest", nothing)), "GetDeviceList");
    CHECK(report.violation.find("Expecting element 'Earliest'.") != std::string::npos);
  }
}

TEST_CASE("a type that a source prints is held to it") {
  for (const char* nothing : kNothing) {
    const auto report = gate(request("Change4GDeviceIdentifier", "CarrierService",
                                     "<Device i:nil='1'/><ChangeDeviceIdentifierTo i:nil='1'/>" +
                                         element("AssignNonGeoMDN", nothing)),
                             "Change4GDeviceIdentifier");
    CHECK(report.violation.find("Boolean") != std::string::npos);
  }
}

TEST_CASE("a nil text that is not nillable is absent, in either mode") {
  const auto list = [](const std::string& address) {
    return request("MoveDevice", "CarrierService",
                   "<DeviceList><c:DeviceIdentifierCollection><c:DeviceIdentifiers/>" + address +
                       "</c:DeviceIdentifierCollection></DeviceList><AccountName/>");
  };
  for (const bool strict : {false, true}) {
    const auto report = gate(list("<c:IpAddress i:nil='true'/>"), "MoveDevice", strict);
    CHECK(report.violation.empty());
    CHECK(report.document.find("IpAddress") == std::string::npos);
    CHECK(gate(list("<c:IpAddress>1.2.3.4</c:IpAddress>"), "MoveDevice", strict)
              .document.find("<IpAddress>1.2.3.4</IpAddress>") != std::string::npos);
  }
}

TEST_CASE("a type has no more members than the gate has room for") {
  const auto hold = [](const contract::Shape& shape, auto&& self,
                       std::set<const void*>& seen) -> void {
    if (!seen.insert(&shape).second) return;
    CHECK(shape.members.size() <= uws::soap::BodyCheck::kMostMembers);
    for (const auto& member : shape.members) {
      if (member.type) self(*member.type, self, seen);
    }
  };
  std::set<const void*> seen;
  for (const auto& wrapper : contract::wrappers()) hold(*wrapper.type, hold, seen);
  CHECK(seen.size() > 100);
}
