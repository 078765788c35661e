#include <doctest/doctest.h>

#include "tests/bridge/soap/soap_requests.h"

namespace {

using namespace uws::test;

// The violation of one member's content; empty = it was read.
struct Value {
  const char* operation;
  const char* service;
  const char* before;
  const char* member;

  std::string violation(std::string_view content, bool strict = false) const {
    const std::string name = member;
    const auto document = request(
        operation, service, before + ("<" + name + ">") + std::string(content) + "</" + name + ">");
    const Gated report = gate(document, operation, strict);
    CHECK(report.xml_error.empty());
    CHECK(report.document.empty() == !report.violation.empty());
    return report.violation;
  }
};

constexpr Value kInt{"GetDeviceGroupList", "DeviceGroupService", "<AccountName/>", "PageSize"};
constexpr Value kLong{"GetDeviceList", "DeviceService", "", "LargestDeviceIdSeen"};
constexpr Value kBool{"ChangeDeviceCostCenter", "CarrierService", "", "RemoveCostCenter"};
constexpr Value kText{"MoveDevice", "CarrierService", "<AccountName/>", "ServicePlan"};

std::string date_violation(std::string_view date, bool strict = false) {
  const auto document =
      request("GetDeviceList", "DeviceService",
              "<CreatedAtFilter><c:Earliest>" + std::string(date) +
                  "</c:Earliest><c:Latest>2013-05-06T07:08:09Z</c:Latest></CreatedAtFilter>");
  return gate(document, "GetDeviceList", strict).violation;
}

std::string cannot_parse(const std::string& type, const std::string& value,
                         const std::string& clr) {
  return "There was an error deserializing the object of type "
         "NPhase.UnifiedWebService.APIs.v2.Contract." +
         type + ". The value '" + value + "' cannot be parsed as the type '" + clr + "'.";
}

}  // namespace

TEST_CASE("numbers") {
  for (const char* good : {"0", "7", " 7 ", "\n7\t", "+7", "-7", "007", "2147483647", "-2147483648",
                           "<!-- a -->7", "<![CDATA[7]]>", "1<!-- a -->2"}) {
    CAPTURE(std::string(good));
    CHECK(kInt.violation(good).empty());
  }
  for (const char* bad : {"", " ", "3.0", "abc", "2147483648", "-2147483649", "1e3", "1,000", "+",
                          "-", "+-1", "--1", "0x10", "1 2", "NaN", "true"}) {
    CAPTURE(std::string(bad));
    CHECK(kInt.violation(bad, true) ==
          cannot_parse("DeviceGroupService.GetDeviceGroupListRequest", bad, "Int32"));
  }
  CHECK(kLong.violation("9223372036854775807").empty());
  CHECK(kLong.violation("-9223372036854775808").empty());
  CHECK(kLong.violation("9223372036854775808") ==
        cannot_parse("DeviceService.GetDeviceListRequest", "9223372036854775808", "Int64"));
}

TEST_CASE("booleans") {
  for (const char* good : {"true", "false", "1", "0", " true ", "\r\n0"}) {
    CAPTURE(std::string(good));
    CHECK(kBool.violation(good).empty());
  }
  for (const char* bad : {"", "True", "FALSE", "yes", "2", "true false", "00"}) {
    CAPTURE(std::string(bad));
    CHECK(kBool.violation(bad, true) ==
          cannot_parse("CarrierService.ChangeDeviceCostCenterRequest", bad, "Boolean"));
  }
}

TEST_CASE("dates") {
  for (const char* good :
       {"2013-05-06T07:08:09", "2013-05-06T07:08:09Z", "2013-05-06T07:08:09+02:00",
        "2013-05-06T07:08:09.12", "2013-05-06T07:08:09.123456789Z", "2013-05-06", "2013-05-06Z",
        " 2013-05-06T07:08:09Z ", "0001-01-01T00:00:00", "2012-02-29T00:00:00",
        "2013-05-06T24:00:00", "9999-12-31T23:59:59.9999999"}) {
    CAPTURE(std::string(good));
    CHECK(date_violation(good).empty());
  }
  for (const char* bad : {"", "05/06/2013", "2013-05-06 07:08:09", "2013-13-01", "2013-02-29",
                          "2013-5-6", "20130506T070809", "2013-05-06T07:08", "2013-05-06T25:00:00",
                          "2013-05-06T07:60:00", "2013-05-06T07:08:09.", "2013-05-06T07:08:09z",
                          "2013-05-06T07:08:09+0200", "now", "0000-01-01"}) {
    CAPTURE(std::string(bad));
    CHECK(date_violation(bad, true) ==
          cannot_parse("DeviceService.GetDeviceListRequest", bad, "DateTime"));
  }
}

TEST_CASE("strings take anything but elements") {
  for (const char* good : {"", " ", "<![CDATA[<a>]]>", "a<!-- b -->c", "&lt;&amp;", "1"}) {
    CAPTURE(std::string(good));
    CHECK(kText.violation(good).empty());
  }
  const std::string ns = contract_namespace("CarrierService");
  CHECK(kText.violation("a<b>n</b>") ==
        "There was an error deserializing the object of type "
        "NPhase.UnifiedWebService.APIs.v2.Contract.CarrierService.MoveDeviceRequest. End element "
        "'ServicePlan' from namespace '" +
            ns + "' expected. Found element 'b' from namespace '" + ns + "'.");
}

TEST_CASE("nil: true or 1, on what can be null only") {
  const auto violation = [](const char* members) {
    return gate(request("GetDeviceGroupList", "DeviceGroupService", members), "GetDeviceGroupList",
                true)
        .violation;
  };
  CHECK(violation("<AccountName i:nil='true'/>").empty());
  CHECK(violation("<AccountName i:nil='1'/>").empty());
  CHECK(violation("<AccountName i:nil='false'>x</AccountName>").empty());
  CHECK(violation("<AccountName/><PageSize i:nil='true'/>") ==
        "ValueType 'System.Int32' cannot be null.");
  CHECK(violation("<AccountName/><PageSize i:nil='1'></PageSize>") ==
        "ValueType 'System.Int32' cannot be null.");
  CHECK(violation("<AccountName/><PageSize i:nil='false'>7</PageSize>").empty());
  CHECK(
      gate(request("ChangeDeviceCostCenter", "CarrierService", "<RemoveCostCenter i:nil='true'/>"),
           "ChangeDeviceCostCenter", true)
          .violation == "ValueType 'System.Boolean' cannot be null.");
  // Text or elements below a nil are passed over.
  CHECK(violation("<AccountName i:nil='true'>x</AccountName>").empty());
}

TEST_CASE("i:type: the right one passes, another is unknown") {
  const auto violation = [](const std::string& attributes) {
    return gate(move_device("<ServicePlan " + attributes + ">x</ServicePlan>")).violation;
  };
  CHECK(violation("xmlns:x='http://www.w3.org/2001/XMLSchema' i:type='x:string'").empty());
  const auto wrong = violation("xmlns:x='http://www.w3.org/2001/XMLSchema' i:type='x:int'");
  CHECK(wrong.find("contains data of the 'x:int' data contract.") != std::string::npos);
  CHECK(gate(move_device("<DeviceList i:type='c:ArrayOfDeviceIdentifierCollection'/>"))
            .violation.empty());
  CHECK_FALSE(gate(move_device("<DeviceList i:type='c:Nope'/>")).violation.empty());
}

TEST_CASE("text between elements is an error, blanks are not") {
  CHECK(gate(move_device("  \r\n\t<ServicePlan/> <!-- a -->\n")).violation.empty());
  const auto violation = gate(move_device("stray")).violation;
  CHECK(violation.find("End element 'Input' from namespace '" + std::string(kV2) +
                       "' expected. Found text 'stray'.") != std::string::npos);
  CHECK_FALSE(gate(move_device("<DeviceList>stray</DeviceList>")).violation.empty());
}

TEST_CASE("the wrapper") {
  CHECK(gate(envelope("<v:MoveDevicex/>")).wrong_wrapper);
  CHECK(gate(envelope("<v:movedevice/>")).wrong_wrapper);
  CHECK(gate(envelope("<MoveDevice/>")).wrong_wrapper);
  CHECK(gate(envelope("<c:MoveDevice/>")).wrong_wrapper);
  CHECK(gate(envelope("<v:MoveDeviceResponse/>")).wrong_wrapper);
  CHECK(gate(envelope("text")).wrong_wrapper);
  for (const char* nothing : {"", " \n", "<!-- a -->"}) {
    const Gated report = gate(envelope(nothing));
    CHECK(report.reached_body);
    CHECK_FALSE(report.has_wrapper);
    CHECK_FALSE(report.wrong_wrapper);
  }
  for (const char* no_input :
       {"<v:MoveDevice/>", "<v:MoveDevice></v:MoveDevice>",
        "<v:MoveDevice><v:Input i:nil='true'/></v:MoveDevice>",
        "<v:MoveDevice><Input/></v:MoveDevice>", "<v:MoveDevice><v:input/></v:MoveDevice>"}) {
    CAPTURE(std::string(no_input));
    const Gated report = gate(envelope(no_input));
    CHECK(report.has_wrapper);
    CHECK_FALSE(report.has_input);
    CHECK(report.violation.empty());
  }
  CHECK(gate(move_device("")).has_input);
}

TEST_CASE("a required member that is missing") {
  const std::string missing = "'EndElement' 'Input' from namespace '" + std::string(kV2) +
                              "' is not expected. Expecting element 'AccountName'.";
  const auto violation = [](const char* members) {
    return gate(request("MoveDevice", "CarrierService", members)).violation;
  };
  CHECK(violation("") == missing);
  CHECK(violation("<ServicePlan>x</ServicePlan>") == missing);
  CHECK(violation("<accountname>x</accountname>") == missing);
  CHECK(violation("<c:AccountName>x</c:AccountName>") == missing);
  CHECK(violation("<AccountName i:nil='true'/>").empty());
  CHECK(violation("<AccountName/>").empty());
}

TEST_CASE("the silent part: unknown elements are passed over") {
  for (const char* unknown :
       {"<Nope>1</Nope>", "<Nope><a><b>1</b></a></Nope>", "<serviceplan>x</serviceplan>",
        "<c:ServicePlan>x</c:ServicePlan>", "<v:Nope xmlns:q='urn:q' q:a='1'/>",
        "<Nope i:nil='true'/>", "<Nope>text <b/> text</Nope>"}) {
    CAPTURE(std::string(unknown));
    const Gated report = gate(move_device(unknown));
    CHECK(report.violation.empty());
    CHECK_FALSE(report.document.empty());
  }
}

TEST_CASE("the silent part: the first of two wins") {
  const Gated report =
      gate(move_device("<ServicePlan>one</ServicePlan><ServicePlan>two</ServicePlan>"));
  CHECK(report.violation.empty());
  CHECK(report.document.find(">one<") != std::string::npos);
  CHECK(report.document.find(">two<") == std::string::npos);
  // What is not read is not checked either.
  CHECK(gate(request("GetDeviceList", "DeviceService",
                     "<LargestDeviceIdSeen>1</LargestDeviceIdSeen>"
                     "<LargestDeviceIdSeen>x</LargestDeviceIdSeen>"),
             "GetDeviceList")
            .violation.empty());
}

TEST_CASE("without an operation only the XML is checked") {
  CHECK(gate(envelope("<anything>1</anything>text"), "NoSuchOperation").reached_body);
  CHECK_FALSE(gate("<a/>", "NoSuchOperation").reached_body);
}
