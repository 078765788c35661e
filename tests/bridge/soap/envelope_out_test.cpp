#include "bridge/soap/envelope_out.h"

#include <doctest/doctest.h>
#include <gwStub.h>

#include "mapping/operations.h"

namespace {

using namespace uws;

constexpr const char* kOpen =
    "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>";
constexpr const char* kClose = "</s:Body></s:Envelope>";
constexpr const char* kContract =
    "http://schemas.datacontract.org/2004/07/NPhase.UnifiedWebService.APIs.v2.Contract.";

// The bytes of an answer of `service`/`name` with this Output.
template <class Wrapper, class Output>
std::string answer(const std::string& service, const std::string& name,
                   std::unique_ptr<Output> output,
                   std::optional<std::string> header_token = std::nullopt) {
  const auto* operation =
      mapping::find_operation("http://nphase.com/unifiedwebservice/v2/I" + service + "/" + name);
  REQUIRE(operation != nullptr);
  auto wrapper = std::make_unique<Wrapper>();
  wrapper->Output = std::move(output);
  const mapping::Response response{
      mapping::Message(wrapper.release(), [](void* p) { delete static_cast<Wrapper*>(p); }),
      std::move(header_token)};
  auto text = uws::soap::answer_envelope(*operation, response);
  REQUIRE(text);
  return *text;
}

std::string part(const std::string& name, const std::string& service, const std::string& content) {
  const std::string start = "<Output xmlns:a=\"" + (kContract + service) +
                            "\" xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\"";
  return kOpen + ("<" + name + "Response xmlns=\"http://nphase.com/unifiedwebservice/v2\">") +
         start + (content.empty() ? "/>" : ">" + content + "</Output>") + "</" + name +
         "Response>" + kClose;
}

std::string moved(std::optional<std::string> request_id) {
  auto output = std::make_unique<carrier__MoveDeviceResponse>();
  output->RequestId = std::move(request_id);
  return answer<_v2__MoveDeviceResponse>("CarrierService", "MoveDevice", std::move(output));
}

std::string group(std::unique_ptr<group__GetDeviceGroupInformationResponse> output) {
  return answer<_v2__GetDeviceGroupInformationResponse>(
      "DeviceGroupService", "GetDeviceGroupInformation", std::move(output));
}

auto identifiers(const char* kind, const char* identifier) {
  auto one = std::make_unique<common__DeviceIdentifier>();
  if (kind) one->Kind = kind;
  if (identifier) one->Identifier = identifier;
  auto list = std::make_unique<common__ArrayOfDeviceIdentifier>();
  list->DeviceIdentifier.push_back(std::move(one));
  return list;
}

const std::string kB = std::string(" xmlns:b=\"") + kContract + "Common\"";

}  // namespace

TEST_CASE("a text, an empty text, no text") {
  CHECK(moved("2d0c4c2e") ==
        part("MoveDevice", "CarrierService", "<a:RequestId>2d0c4c2e</a:RequestId>"));
  CHECK(moved("") == part("MoveDevice", "CarrierService", "<a:RequestId/>"));
  CHECK(moved(std::nullopt) ==
        part("MoveDevice", "CarrierService", "<a:RequestId i:nil=\"true\"/>"));
}

TEST_CASE("text is escaped, nothing else is touched") {
  CHECK(moved("<\"a\"> & 'b'\r\n gr\xC3\xB6\xC3\x9F"
              "e") == part("MoveDevice", "CarrierService",
                           "<a:RequestId>&lt;\"a\"&gt; &amp; 'b'&#xD;\n gr\xC3\xB6\xC3\x9F"
                           "e</a:RequestId>"));
}

TEST_CASE("an empty Output declares both prefixes") {
  CHECK(answer<_v2__DeleteDeviceGroupResponse>(
            "DeviceGroupService", "DeleteDeviceGroup",
            std::make_unique<group__DeleteDeviceGroupResponse>()) ==
        part("DeleteDeviceGroup", "DeviceGroupService", ""));
}

TEST_CASE("a null Output: the attribute first, the declarations after it") {
  CHECK(answer<_v2__MoveDeviceResponse>("CarrierService", "MoveDevice",
                                        std::unique_ptr<carrier__MoveDeviceResponse>()) ==
        kOpen +
            std::string("<MoveDeviceResponse xmlns=\"http://nphase.com/unifiedwebservice/v2\">"
                        "<Output i:nil=\"true\" xmlns:a=\"") +
            kContract +
            "CarrierService\" xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\"/>"
            "</MoveDeviceResponse>" +
            kClose);
}

TEST_CASE("a null list and an empty list declare what they do not use") {
  const std::string names = "<a:GroupName i:nil=\"true\"/><a:GroupDescription i:nil=\"true\"/>";
  CHECK(group(std::make_unique<group__GetDeviceGroupInformationResponse>()) ==
        part("GetDeviceGroupInformation", "DeviceGroupService",
             names + "<a:Devices i:nil=\"true\"" + kB + "/>"));
  auto output = std::make_unique<group__GetDeviceGroupInformationResponse>();
  output->Devices = std::make_unique<common__ArrayOfDeviceIdentifierCollection>();
  CHECK(group(std::move(output)) ==
        part("GetDeviceGroupInformation", "DeviceGroupService", names + "<a:Devices" + kB + "/>"));
}

TEST_CASE("numbers and flags; what is missing and cannot be null is left out") {
  auto output = std::make_unique<group__GetDeviceGroupInformationResponse>();
  output->GroupName = "West";
  output->GroupDescription = "";
  auto device = std::make_unique<common__DeviceIdentifierCollection>();
  device->DeviceIdentifiers = identifiers("mdn", nullptr);
  output->Devices = std::make_unique<common__ArrayOfDeviceIdentifierCollection>();
  output->Devices->DeviceIdentifierCollection.push_back(std::move(device));
  output->Devices->DeviceIdentifierCollection.push_back(
      std::make_unique<common__DeviceIdentifierCollection>());
  output->Devices->DeviceIdentifierCollection.push_back(nullptr);
  output->IsComplete = false;
  output->LargestDeviceIdSeen = -9007199254740993;
  CHECK(group(std::move(output)) ==
        part("GetDeviceGroupInformation", "DeviceGroupService",
             "<a:GroupName>West</a:GroupName><a:GroupDescription/><a:Devices" + kB +
                 "><b:DeviceIdentifierCollection><b:DeviceIdentifiers><b:DeviceIdentifier>"
                 "<b:Kind>mdn</b:Kind><b:Identifier i:nil=\"true\"/></b:DeviceIdentifier>"
                 "</b:DeviceIdentifiers></b:DeviceIdentifierCollection>"
                 "<b:DeviceIdentifierCollection><b:DeviceIdentifiers i:nil=\"true\"/>"
                 "</b:DeviceIdentifierCollection><b:DeviceIdentifierCollection i:nil=\"true\"/>"
                 "</a:Devices><a:IsComplete>false</a:IsComplete>"
                 "<a:LargestDeviceIdSeen>-9007199254740993</a:LargestDeviceIdSeen>"));
}

TEST_CASE("a nested namespace is declared where it is needed, and siblings take the letter again") {
  auto device = std::make_unique<device__DeviceInformation>();
  device->AccountName = "0212345678-00001";
  device->Connected = true;
  device->CreatedAt = "2013-05-06T07:08:09Z";
  device->DeviceIdentifiers = identifiers("iccId", "89148000000800780001");
  auto output = std::make_unique<device__GetDeviceListResponse>();
  output->IsComplete = true;
  output->Devices = std::make_unique<device__ArrayOfDeviceInformation>();
  output->Devices->DeviceInformation.push_back(std::move(device));
  CHECK(answer<_v2__GetDeviceListResponse>("DeviceService", "GetDeviceList", std::move(output)) ==
        part("GetDeviceList", "DeviceService",
             "<a:Devices><a:DeviceInformation><a:AccountName>0212345678-00001</a:AccountName>"
             "<a:CarrierInformation i:nil=\"true\"/><a:DeviceGroupName i:nil=\"true\"/>"
             "<a:DeviceIdentifiers" +
                 kB +
                 "><b:DeviceIdentifier><b:Kind>iccId</b:Kind><b:Identifier>89148000000800780001"
                 "</b:Identifier></b:DeviceIdentifier></a:DeviceIdentifiers>"
                 "<a:Connected>true</a:Connected>"
                 "<a:CreatedAt>2013-05-06T07:08:09Z</a:CreatedAt><a:CustomFields i:nil=\"true\"/>"
                 "<a:ExtendedAttributes i:nil=\"true\"" +
                 kB +
                 "/><a:IpAddress i:nil=\"true\"/><a:LastActivationBy i:nil=\"true\"/>"
                 "<a:LastActivationDate i:nil=\"true\"/></a:DeviceInformation></a:Devices>"
                 "<a:IsComplete>true</a:IsComplete>"));
}

TEST_CASE("the token of LogIn goes out as a header of prefix h") {
  auto output = std::make_unique<session__LogInResponse>();
  output->SessionToken = "t&1";
  CHECK(answer<_v2__LogInResponse>("SessionService", "LogIn", std::move(output), "t&1") ==
        std::string("<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header>"
                    "<h:token xmlns:h=\"http://nphase.com/unifiedwebservice/v2\">t&amp;1</h:token>"
                    "</s:Header><s:Body><LogInResponse "
                    "xmlns=\"http://nphase.com/unifiedwebservice/v2\"><Output xmlns:a=\"") +
            kContract +
            "SessionService\" xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\">"
            "<a:SessionToken>t&amp;1</a:SessionToken></Output></LogInResponse>" +
            kClose);
}

TEST_CASE("an empty token is an empty header element") {
  const auto text = answer<_v2__LogInResponse>("SessionService", "LogIn",
                                               std::make_unique<session__LogInResponse>(), "");
  CHECK(text.find("<s:Header><h:token xmlns:h=\"http://nphase.com/unifiedwebservice/v2\"/>"
                  "</s:Header><s:Body>") != std::string::npos);
}
