// What came out empty on a client's side never makes a change wider than it was meant.

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "mapping/operations.h"
#include "tests/mapping/operations/first_step.h"

namespace {

using namespace uws;

// A change that selects devices: what it needs beside the selection, and how its members are
// called.
struct Change {
  std::string service, operation, needed;
  std::string list = "DeviceList", suffix = {};
};

const std::vector<Change>& changes() {
  static const std::string carrier = "CarrierService";
  static const std::vector<Change> all = {
      {carrier, "ChangeDeviceState", "<a:Suspend/>"},
      {carrier, "ChangeDeviceState", "<a:Restore/>"},
      {carrier, "ChangeDeviceState", "<a:Deactivate/>"},
      {carrier, "ChangeDeviceState",
       "<a:Activate><a:MdnZipCode>98801</a:MdnZipCode><a:ServicePlan>P</a:ServicePlan></"
       "a:Activate>"},
      {carrier, "ChangeDeviceServicePlan", "<a:ServicePlan>P</a:ServicePlan>"},
      {carrier, "ChangeDeviceCostCenter", "<a:CostCenterCode>C</a:CostCenterCode>"},
      {carrier, "ChangeDeviceCustomFields",
       "<a:CustomFields><a:CustomField><a:Name>CustomField1</a:Name><a:Value>x</a:Value>"
       "</a:CustomField></a:CustomFields>"},
      {carrier, "MoveDevice", "<a:AccountName>0212345678-00002</a:AccountName>", "DeviceList",
       "Filter"},
      {"StateService", "GoToState",
       "<a:ServiceName>S</a:ServiceName><a:StateName>A</a:StateName><a:ServicePlan>P"
       "</a:ServicePlan><a:MdnZipCode>98801</a:MdnZipCode>",
       "DeviceList", "Filter"},
      {"EnhancedConnectivityService", "SendSmsMessage", "<a:SmsMessage>hello</a:SmsMessage>",
       "Devices"}};
  return all;
}

std::string element(const std::string& name, const std::string& content) {
  return "<a:" + name + ">" + content + "</a:" + name + ">";
}

mapping::Step start(const Change& change, const std::string& selection) {
  const std::string base =
      "http://schemas.datacontract.org/2004/07/NPhase.UnifiedWebService.APIs.v2.Contract.";
  for (const auto& row : mapping::operations()) {
    if (row.service != change.service || row.name != change.operation) continue;
    return testing::first_step(
        row, "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><" +
                 change.operation +
                 " xmlns='http://nphase.com/unifiedwebservice/v2'><Input xmlns:a='" + base +
                 change.service + "' xmlns:b='" + base +
                 "Common' xmlns:i='http://www.w3.org/2001/XMLSchema-instance'>" + selection +
                 change.needed + "</Input></" + change.operation + "></s:Body></s:Envelope>");
  }
  FAIL("no such operation");
  return Fault{};
}

std::string account(const Change& change) {
  return element("AccountName" + change.suffix, "0212345678-00001");
}

std::string group(const Change& change) { return element("DeviceGroupName" + change.suffix, "G"); }

void check_refused(const Change& change, const std::string& selection) {
  CAPTURE(change.operation);
  CAPTURE(change.needed);
  CAPTURE(selection);
  const auto step = start(change, selection);
  const auto* fault = std::get_if<Fault>(&step);
  REQUIRE(fault != nullptr);
  CHECK(!fault->reason.empty());
}

TEST_CASE("a list without a device chooses none, whatever stands beside it") {
  for (const Change& change : changes()) {
    for (const char* content :
         {"", "<b:DeviceIdentifierCollection/>", "<b:DeviceIdentifierCollection i:nil='true'/>",
          "<b:DeviceIdentifierCollection><b:DeviceIdentifiers/></b:DeviceIdentifierCollection>",
          "<b:DeviceIdentifierCollection><b:DeviceIdentifiers i:nil='true'/>"
          "</b:DeviceIdentifierCollection>",
          "<b:DeviceIdentifierCollection><b:DeviceIdentifiers><b:DeviceIdentifier i:nil='true'/>"
          "</b:DeviceIdentifiers></b:DeviceIdentifierCollection>",
          "<b:DeviceIdentifier i:nil='true'/>"}) {
      const std::string list = element(change.list, content);
      check_refused(change, list + account(change));
      check_refused(change, list + group(change));
      check_refused(change, list + account(change) + group(change));
      check_refused(change, list + account(change) + element("DeviceServicePlanFilter", "OLD"));
    }
  }
}

TEST_CASE("a filter without a field in it is no choice either") {
  for (const Change& change : changes()) {
    for (const char* content : {"", "<b:CustomFieldFilterObj i:nil='true'/>"}) {
      const std::string filter = element("DeviceCustomFieldFilter", content);
      check_refused(change, account(change) + filter);
      check_refused(change, group(change) + filter);
    }
  }
}

TEST_CASE("a device without an identifier is refused beside one that has some") {
  const std::string one =
      "<b:DeviceIdentifierCollection><b:DeviceIdentifiers><b:DeviceIdentifier><b:Kind>mdn</b:Kind>"
      "<b:Identifier>5095551212</b:Identifier></b:DeviceIdentifier></b:DeviceIdentifiers>"
      "</b:DeviceIdentifierCollection>";
  for (const Change& change : changes()) {
    if (change.list != "DeviceList") continue;
    const std::string owner = change.suffix.empty() ? account(change) : "";
    CHECK(std::holds_alternative<mapping::RestCall>(
        start(change, element(change.list, one) + owner)));
    check_refused(change, element(change.list, one + "<b:DeviceIdentifierCollection/>") + owner);
  }
}

TEST_CASE("nil and absent mean the same") {
  for (const Change& change : changes()) {
    CAPTURE(change.operation);
    CAPTURE(change.needed);
    const auto absent = start(change, group(change));
    const auto nil = start(change, "<a:" + change.list + " i:nil='true'/>" + group(change) +
                                       "<a:DeviceCustomFieldFilter i:nil='true'/>");
    REQUIRE(std::holds_alternative<mapping::RestCall>(absent));
    REQUIRE(std::holds_alternative<mapping::RestCall>(nil));
    CHECK(std::get<mapping::RestCall>(absent).body == std::get<mapping::RestCall>(nil).body);
  }
}

TEST_CASE("addresses without a device choose none") {
  const Change go{"StateService", "GoToState", changes()[8].needed};
  for (const char* content :
       {"", "<a:DeviceWithServiceAddress i:nil='true'/>", "<a:DeviceWithServiceAddress/>"}) {
    check_refused(go, element("DevicesWithServiceAddress", content) +
                          element("AccountNameFilter", "0212345678-00001"));
  }
}

}  // namespace
