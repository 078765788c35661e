#include "bridge/soap/envelope_in.h"

#include <doctest/doctest.h>
#include <gwStub.h>

#include "mapping/operations.h"
#include "tests/bridge/soap/soap_requests.h"

namespace {

using namespace uws;
using namespace uws::test;
using uws::soap::Decoded;
using uws::soap::NotAnEnvelope;
using uws::soap::Opened;

const mapping::Operation& operation(const std::string& service, const std::string& name) {
  const auto* found = mapping::find_operation(std::string(kV2) + "/I" + service + "/" + name);
  REQUIRE(found != nullptr);
  return *found;
}

uws::soap::Opened open_move(const std::string& document, const std::string& charset = "utf-8",
                            bool strict = false) {
  const auto& move = operation("CarrierService", "MoveDevice");
  return uws::soap::open_envelope(document, charset, &move, move.soap_action,
                                  mapping::leniency(strict));
}

const carrier__MoveDeviceRequest& input_of(const Opened& opened) {
  const auto* decoded = std::get_if<Decoded>(&opened);
  REQUIRE(decoded != nullptr);
  REQUIRE(decoded->has_input);
  return *static_cast<const _v2__MoveDevice*>(decoded->message.get())->Input;
}

std::string fault_code(const Opened& opened) {
  const auto* fault = std::get_if<Fault>(&opened);
  return fault ? fault->code : "";
}

// ASCII only.
std::string utf16(std::string_view text) {
  std::string out;
  for (const char c : text) out += {c, '\0'};
  return out;
}

}  // namespace

TEST_CASE("nil, absent and empty strings") {
  const auto opened = open_move(move_device(
      "<ServicePlan i:nil='true'/><CarrierIpPoolName/><DeviceGroupName>&lt;g\xC3\xA9&gt;"
      "</DeviceGroupName>"));
  const auto& in = input_of(opened);
  CHECK_FALSE(in.ServicePlan.has_value());
  CHECK_FALSE(in.AccountNameFilter.has_value());
  CHECK(in.CarrierIpPoolName == "");
  CHECK(in.DeviceGroupName == "<g\xC3\xA9>");
  CHECK(in.AccountName == "0212345678-00001");
  CHECK(in.DeviceList == nullptr);
}

TEST_CASE("CDATA, comments and blanks of a string") {
  const auto opened =
      open_move(move_device("<ServicePlan>a<!-- x -->b<![CDATA[ "
                            "&c]]></ServicePlan><DeviceGroupName> d </DeviceGroupName>"));
  const auto& in = input_of(opened);
  CHECK(in.ServicePlan == "ab &c");
  CHECK(in.DeviceGroupName == " d ");
}

TEST_CASE("what the contract does not know, or knows elsewhere, is not read") {
  const auto opened = open_move(move_device(
      "<c:ServicePlan>x</c:ServicePlan><deviceGroupName>x</deviceGroupName><v:CarrierIpPoolName>x"
      "</v:CarrierIpPoolName><Nope>x</Nope>"));
  const auto& in = input_of(opened);
  CHECK_FALSE(in.ServicePlan.has_value());
  CHECK_FALSE(in.DeviceGroupName.has_value());
  CHECK_FALSE(in.CarrierIpPoolName.has_value());
}

TEST_CASE("the first of two, early or late") {
  const std::string members =
      "<ServicePlan>one</ServicePlan><DeviceGroupNameFilter>late</DeviceGroupNameFilter>"
      "<ServicePlan>two</ServicePlan>";
  const auto lenient = open_move(move_device(members));
  CHECK(input_of(lenient).ServicePlan == "one");
  CHECK(input_of(lenient).DeviceGroupNameFilter == "late");
  const auto strict = open_move(move_device(members), "utf-8", true);
  CHECK(input_of(strict).ServicePlan == "one");
  CHECK_FALSE(input_of(strict).DeviceGroupNameFilter.has_value());
}

TEST_CASE("lists: nil, empty, of one, of a nil") {
  CHECK(input_of(open_move(move_device("<DeviceList i:nil='1'/>"))).DeviceList == nullptr);
  const auto empty = open_move(move_device("<DeviceList/>"));
  REQUIRE(input_of(empty).DeviceList);
  CHECK(input_of(empty).DeviceList->DeviceIdentifierCollection.empty());
  const auto one =
      open_move(move_device("<DeviceList><c:DeviceIdentifierCollection>"
                            "<c:DeviceIdentifiers/></c:DeviceIdentifierCollection>"
                            "</DeviceList>"));
  CHECK(input_of(one).DeviceList->DeviceIdentifierCollection.size() == 1);
}

TEST_CASE("items of an array in a wrong namespace are none") {
  const auto opened =
      open_move(request("MoveDevice", "CarrierService",
                        "<DeviceList><DeviceIdentifierCollection/></DeviceList><AccountName/>"),
                "utf-8", true);
  REQUIRE(input_of(opened).DeviceList);
  CHECK(input_of(opened).DeviceList->DeviceIdentifierCollection.empty());
}

TEST_CASE("numbers and flags arrive as values") {
  const auto& list = operation("DeviceService", "GetDeviceList");
  const auto opened = uws::soap::open_envelope(
      request("GetDeviceList", "DeviceService",
              "<LargestDeviceIdSeen> +9007199254740993 </LargestDeviceIdSeen>"),
      "", &list, list.soap_action, mapping::leniency(false));
  const auto* decoded = std::get_if<Decoded>(&opened);
  REQUIRE(decoded != nullptr);
  const auto& in = *static_cast<const _v2__GetDeviceList*>(decoded->message.get())->Input;
  CHECK(in.LargestDeviceIdSeen == 9007199254740993);
  const auto& cost = operation("CarrierService", "ChangeDeviceCostCenter");
  for (const auto& [text, value] : {std::pair{" 1 ", true}, {"false", false}, {"\n0", false}}) {
    const auto flagged = uws::soap::open_envelope(
        request("ChangeDeviceCostCenter", "CarrierService",
                "<RemoveCostCenter>" + std::string(text) + "</RemoveCostCenter>"),
        "", &cost, cost.soap_action, mapping::leniency(false));
    const auto* read = std::get_if<Decoded>(&flagged);
    REQUIRE(read != nullptr);
    const auto* wrapper = static_cast<const _v2__ChangeDeviceCostCenter*>(read->message.get());
    CHECK(wrapper->Input->RemoveCostCenter == value);
  }
}

TEST_CASE("the token comes along, trimmed") {
  const auto opened = open_move(envelope("<v:MoveDevice/>", "<v:token> ab\n</v:token>"));
  const auto* decoded = std::get_if<Decoded>(&opened);
  REQUIRE(decoded != nullptr);
  CHECK(decoded->token == "ab");
  CHECK_FALSE(decoded->has_input);
}

TEST_CASE("a forbidden character is told, not refused") {
  const auto opened = open_move(move_device("<ServicePlan>it's</ServicePlan>"));
  REQUIRE(std::holds_alternative<Decoded>(opened));
  CHECK(std::get<Decoded>(opened).forbidden_character);
}

TEST_CASE("empty Body and empty wrapper have no input") {
  for (const char* body : {"", "<v:MoveDevice/>",
                           "<v:MoveDevice><v:Input i:nil='true'/>"
                           "</v:MoveDevice>"}) {
    CAPTURE(std::string(body));
    const auto opened = open_move(envelope(body));
    const auto* decoded = std::get_if<Decoded>(&opened);
    REQUIRE(decoded != nullptr);
    CHECK_FALSE(decoded->has_input);
  }
}

TEST_CASE("which fault, and which first") {
  CHECK(std::holds_alternative<NotAnEnvelope>(open_move("")));
  CHECK(std::holds_alternative<NotAnEnvelope>(open_move("<a/>")));
  CHECK(fault_code(open_move(envelope("<v:Nope/>"))) == "InternalServiceFault");
  CHECK(fault_code(open_move(envelope("<v:MoveDevice>"))) == "DeserializationFailed");
  CHECK(fault_code(open_move(request("MoveDevice", "CarrierService", ""))) ==
        "DeserializationFailed");
  CHECK(fault_code(open_move(
            envelope("<v:MoveDevice/>", "<q:a xmlns:q='urn:q' s:mustUnderstand='1'/>"))) ==
        "MustUnderstand");
  // The action is looked at before the content of Body, but not before Body is reached.
  const auto unknown = [](const std::string& text) {
    return uws::soap::open_envelope(text, "utf-8", nullptr, "urn:x", mapping::leniency(false));
  };
  CHECK(fault_code(unknown(envelope("<v:MoveDevice>"))) == "ActionNotSupported");
  CHECK(std::holds_alternative<NotAnEnvelope>(unknown("<a/>")));
}

TEST_CASE("UTF-16, declared as such or not at all") {
  const std::string document = move_device("");
  const std::string declared = "<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + document;
  const std::string wrong = "<?xml version=\"1.0\" encoding=\"utf-8\"?>" + document;
  CHECK(input_of(open_move(utf16(document), "utf-16")).AccountName == "0212345678-00001");
  CHECK(input_of(open_move("\xFF\xFE" + utf16(declared), "utf-16")).AccountName ==
        "0212345678-00001");
  CHECK(std::holds_alternative<NotAnEnvelope>(open_move(utf16(wrong), "utf-16")));
  CHECK(std::holds_alternative<NotAnEnvelope>(open_move(declared, "utf-8")));
  CHECK(std::holds_alternative<NotAnEnvelope>(open_move(document, "utf-16")));
  CHECK(std::holds_alternative<NotAnEnvelope>(open_move(utf16(document) + "x", "utf-16")));
}
