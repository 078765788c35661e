#include <doctest/doctest.h>

#include "tests/bridge/soap/soap_requests.h"

namespace {

using namespace uws::test;

bool has(const Gated& report, const std::string& text) {
  return report.document.find(text) != std::string::npos;
}

Gated device_list(const std::string& members, bool strict = false) {
  return gate(request("GetDeviceList", "DeviceService", members), "GetDeviceList", strict);
}

std::string common(const std::string& name, const std::string& content) {
  return "<" + name + " xmlns=\"" + contract_namespace("Common") + "\">" + content + "</" + name +
         ">";
}

}  // namespace

TEST_CASE("late members are read, and in strict order dropped without a word") {
  const std::string late =
      "<ServicePlan>plan</ServicePlan><DeviceGroupNameFilter>group</DeviceGroupNameFilter>";
  const auto lenient = gate(move_device(late));
  CHECK(has(lenient, ">plan<"));
  CHECK(has(lenient, ">group<"));
  const auto strict = gate(move_device(late), "MoveDevice", true);
  CHECK(strict.violation.empty());
  CHECK(has(strict, ">plan<"));
  CHECK_FALSE(has(strict, ">group<"));
  const auto ordered = gate(move_device("<ServicePlan>p</ServicePlan><CarrierIpPoolName>i"
                                        "</CarrierIpPoolName>"),
                            "MoveDevice", true);
  CHECK(has(ordered, ">p<"));
  CHECK(has(ordered, ">i<"));
}

TEST_CASE("a required member that comes late is missing in strict order") {
  const std::string members = "<ServicePlan>x</ServicePlan><AccountName>y</AccountName>";
  const auto document = request("MoveDevice", "CarrierService", members);
  CHECK(gate(document).violation.empty());
  CHECK(gate(document, "MoveDevice", true).violation ==
        "'Element' 'ServicePlan' from namespace '" + contract_namespace("CarrierService") +
            "' is not expected. Expecting element 'AccountName'.");
}

TEST_CASE("array items repeat in either mode") {
  const auto device = [](const char* collection, const char* identifiers) {
    return "<" + std::string(collection) + "><c:" + identifiers +
           "><c:DeviceIdentifier><c:Kind>mdn</c:Kind><c:Identifier>1</c:Identifier>"
           "</c:DeviceIdentifier></c:" +
           identifiers + "></c:DeviceIdentifierCollection>";
  };
  const std::string sent = device("c:DeviceIdentifierCollection", "DeviceIdentifiers");
  const auto document = request("MoveDevice", "CarrierService",
                                "<DeviceList>" + sent + sent + "</DeviceList><AccountName/>");
  const std::string written =
      common("DeviceIdentifierCollection",
             "<DeviceIdentifiers><DeviceIdentifier><Kind>mdn</Kind><Identifier>1</Identifier>"
             "</DeviceIdentifier></DeviceIdentifiers>");
  for (const bool strict : {false, true}) {
    const auto report = gate(document, "MoveDevice", strict);
    CHECK(report.violation.empty());
    CHECK(has(report, written + written));
    // As the field tables misprint it.
    const std::string misprinted = device("c:DeviceIdentifierCollection", "DeviceIndentifiers");
    CHECK(has(gate(request("MoveDevice", "CarrierService",
                           "<DeviceList>" + misprinted + "</DeviceList><AccountName/>"),
                   "MoveDevice", strict),
              written + "</DeviceList>"));
  }
}

TEST_CASE("the items of custom fields go by two names, bare pairs by none") {
  struct Service {
    const char *operation, *service, *before, *item;
  };
  for (const Service& one :
       {Service{"AddDevices", "DeviceService", "<DeviceToAdd/>", "CustomFieldObj"},
        Service{"ChangeDeviceCustomFields", "CarrierService", "", "CustomField"},
        Service{"GoToState", "StateService", "", "CustomField"}}) {
    CAPTURE(std::string(one.operation));
    const std::string pair = "<Name>CustomField1</Name><Value>a</Value>";
    for (const bool strict : {false, true}) {
      for (const char* name : {"CustomField", "CustomFieldObj"}) {
        const auto report =
            gate(request(one.operation, one.service,
                         one.before + ("<CustomFields><" + std::string(name) + ">") + pair + "</" +
                             name + "></CustomFields>"),
                 one.operation, strict);
        CHECK(has(report, "\"><" + std::string(one.item) + ">" + pair + "</" + one.item +
                              "></CustomFields>"));
      }
    }
    const auto bare = gate(request(one.operation, one.service,
                                   one.before + ("<CustomFields>" + pair) + "</CustomFields>"),
                           one.operation);
    CHECK(has(bare, "\"><" + std::string(one.item) + ">" + pair + "</"));
  }
}

TEST_CASE("bare pairs are wrapped as the contract wants them") {
  const std::string item =
      common("CustomFieldFilterObj", "<Name>CustomField1</Name><Value>x&amp;y</Value>");
  for (const char* bare : {"<c:Name>CustomField1</c:Name><c:Value>x&amp;y</c:Value>",
                           "<Name>CustomField1</Name><Value>x&amp;y</Value>",
                           "<Filter><Name>CustomField1</Name><Value>x&amp;y</Value></Filter>"}) {
    CAPTURE(std::string(bare));
    const std::string members =
        "<DeviceCustomFieldFilter>" + std::string(bare) + "</DeviceCustomFieldFilter>";
    const auto report = device_list(members);
    CHECK(report.violation.empty());
    CHECK(has(report, item + "</DeviceCustomFieldFilter>"));
    CHECK_FALSE(has(device_list(members, true), "CustomFieldFilterObj"));
  }
}

TEST_CASE("several bare pairs stay apart, a wrapped one stays as it is") {
  const auto two = device_list(
      "<DeviceCustomFieldFilter><Name>CustomField1</Name><Value>a</Value><Name>CustomField2</Name>"
      "<Value>b</Value></DeviceCustomFieldFilter>");
  for (const char* pair :
       {"<Name>CustomField1</Name><Value>a</Value>", "<Name>CustomField2</Name><Value>b</Value>"}) {
    CHECK(has(two, common("CustomFieldFilterObj", pair)));
  }
  const std::string wrapped =
      "<DeviceCustomFieldFilter><c:CustomFieldFilterObj><c:Name>n</c:Name><c:Value>v</c:Value>"
      "</c:CustomFieldFilterObj></DeviceCustomFieldFilter>";
  CHECK(has(device_list(wrapped), common("CustomFieldFilterObj", "<Name>n</Name><Value>v</Value>") +
                                      "</DeviceCustomFieldFilter>"));
}

TEST_CASE("bare identifiers become devices") {
  const std::string list =
      "<DeviceList><c:Device><c:Kind>mdn</c:Kind><c:Identifier>1</c:Identifier>"
      "</c:Device><c:Device><c:Kind>mdn</c:Kind><c:Identifier>2</c:Identifier>"
      "</c:Device></DeviceList>";
  const auto report = gate(move_device(list));
  CHECK(report.violation.empty());
  std::size_t collections = 0;
  for (auto at = report.document.find("<DeviceIdentifierCollection"); at != std::string::npos;
       at = report.document.find("<DeviceIdentifierCollection", at + 1)) {
    ++collections;
  }
  CHECK(collections == 2);
}

TEST_CASE("a member under its other name") {
  const auto lead = [](const std::string& members, bool strict) {
    return gate(request("GetLeadInformation", "AccountService", members), "GetLeadInformation",
                strict);
  };
  const std::string other = "<AccountName>0212345678-00001</AccountName>";
  CHECK(has(lead(other, false), ">0212345678-00001</Account>"));
  CHECK_FALSE(has(lead(other, true), "</Account>"));
  CHECK_FALSE(has(lead("<Account>1</Account>" + other, false), "0212345678-00001"));
}

TEST_CASE("a blank LargestDeviceIdSeen is 0") {
  for (const char* blank : {"<LargestDeviceIdSeen/>", "<LargestDeviceIdSeen></LargestDeviceIdSeen>",
                            "<LargestDeviceIdSeen> \n</LargestDeviceIdSeen>"}) {
    for (const bool strict : {false, true}) {
      const auto report = device_list(blank, strict);
      CAPTURE(std::string(blank));
      CHECK(report.violation.empty());
      CHECK(has(report, ">0</LargestDeviceIdSeen>"));
    }
  }
  CHECK(has(device_list("<LargestDeviceIdSeen>0</LargestDeviceIdSeen>"), "LargestDeviceIdSeen"));
}

TEST_CASE("the forbidden characters are noticed in every string that is read") {
  const auto forbidden = [](const std::string& members) {
    return gate(move_device(members)).forbidden_character;
  };
  for (const char* text : {"it's", "a&lt;b", "a\\b", "<![CDATA[<]]>", "&#39;", "&#x5C;"}) {
    CAPTURE(std::string(text));
    CHECK(forbidden("<ServicePlan>" + std::string(text) + "</ServicePlan>"));
  }
  for (const char* text : {"a>b", "&quot;", "a/b", "&amp;lt;", "", "\xE2\x80\x99"}) {
    CAPTURE(std::string(text));
    CHECK_FALSE(forbidden("<ServicePlan>" + std::string(text) + "</ServicePlan>"));
  }
  CHECK(
      forbidden("<DeviceCustomFieldFilter><Name>CustomField1</Name><Value>it's</Value>"
                "</DeviceCustomFieldFilter>"));
  CHECK(gate(request("GetLeadInformation", "AccountService", "<AccountName>o'b</AccountName>"),
             "GetLeadInformation")
            .forbidden_character);
  CHECK_FALSE(forbidden("<Nope>it's</Nope>"));
  CHECK_FALSE(forbidden("<ServicePlan>a</ServicePlan><ServicePlan>it's</ServicePlan>"));
}
