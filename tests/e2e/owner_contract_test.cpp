// The real gateway with [contract] directory: a hand-written client of an owner's contract
// (tests/support/mutated_contract.h), answers byte for byte (tests/golden_owner), his documents,
// his callbacks, and a folder that changes.

#include <doctest/doctest.h>

#include <csignal>
#include <fstream>

#include "tests/e2e/envelopes.h"
#include "tests/e2e/stack.h"
#include "tests/support/golden_file.h"
#include "tests/support/mutated_contract.h"
#include "tests/support/paths.h"
#include "tests/support/receiver.h"

using namespace uws::test;

namespace {

const std::string kMessages = "http://owner.example.com/uws/v2012";
const std::string kUsualPath = "/api/v2/DeviceService.svc";
const std::string kTypes = "http://schemas.datacontract.org/2004/07/Owner.Services.";

// A receiver's message as an SDK declares it: credentials last, the device's identifier first, Data
// twice, and one member of its own.
constexpr const char* kCallbackData = R"(<?xml version="1.0"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="http://owner.example.com/callbacks"
  targetNamespace="http://owner.example.com/callbacks" elementFormDefault="qualified">
  <xs:element name="CallbackRequest" type="t:Message"/>
  <xs:complexType name="Message"><xs:sequence>
    <xs:element name="RequestId" type="xs:string"/>
    <xs:element name="Device" type="t:Device" minOccurs="0" maxOccurs="unbounded"/>
    <xs:element name="Data" type="t:Outer"/>
    <xs:element name="User" type="xs:string"/>
    <xs:element name="Password" type="xs:string"/>
    <xs:element name="Origin" type="xs:string" nillable="true"/>
  </xs:sequence></xs:complexType>
  <xs:complexType name="Device"><xs:sequence>
    <xs:element name="Identifier" type="xs:string"/><xs:element name="Kind" type="xs:string"/>
  </xs:sequence></xs:complexType>
  <xs:complexType name="Outer"><xs:sequence>
    <xs:element name="Data" type="t:Inner"/>
  </xs:sequence></xs:complexType>
  <xs:complexType name="Inner"><xs:sequence>
    <xs:element name="Status" type="xs:string"/>
    <xs:element name="PRLInformation" type="t:Prl" nillable="true" minOccurs="0"/>
    <xs:element name="Comment" type="xs:string" nillable="true"/>
  </xs:sequence></xs:complexType>
  <xs:complexType name="Prl"><xs:sequence>
    <xs:element name="PRL" type="xs:string" nillable="true" minOccurs="0"/>
  </xs:sequence></xs:complexType>
</xs:schema>
)";

void append(const std::filesystem::path& path, const std::string& text) {
  std::ofstream out(path, std::ios::app);
  REQUIRE((out << text).flush());
}

// DeviceService as an owner may have published it: another name, another place.
void move_device_service(const std::filesystem::path& wsdl) {
  std::ifstream in(wsdl);
  std::string text((std::istreambuf_iterator<char>(in)), {});
  const auto change = [&](const std::string& from, const std::string& to) {
    REQUIRE_MESSAGE(contains(text, from), from);
    text = replaced(text, from, to);
  };
  change("<wsdl:service name=\"DeviceService\"", "<wsdl:service name=\"Devices\"");
  const std::string location = "location=\"";
  const auto begin = text.find(location, text.find("<soap:address")) + location.size();
  text.replace(begin, text.find('"', begin) - begin,
               "https://old.example.com/My%20UWS/Devices.svc");
  REQUIRE((std::ofstream(wsdl) << text).flush());
}

class Owner {
 public:
  explicit Owner(bool moved = false) {
    write_mutated_contract(folder_.path());
    if (moved) move_device_service(folder_ / "DeviceService" / "DeviceService.wsdl");
    append(folder_ / "CallbackData.xsd", kCallbackData);
    append(folder_ / "contract.toml",
           "\"Message.User\" = \"Username\"\n\"Prl.PRL\" = \"PRLVersion\"\n");
    stack_ = std::make_unique<Stack>(
        StackOptions{{"--devices", "0"}, {{"UWS_CONTRACT_DIRECTORY", folder_.path().string()}}});
  }

  Stack& stack() { return *stack_; }
  std::filesystem::path file(const std::string& name) const { return folder_ / name; }

  RawResponse get(const std::string& query, const std::string& path = kUsualPath) const {
    return send("GET " + path + "?" + query +
                " HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n");
  }

  RawResponse call(const std::string& service, const std::string& operation,
                   const std::string& input, std::string path = {}) const {
    if (path.empty()) path = "/api/v2/" + service + ".svc";
    std::string body =
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:u=\"" + kMessages +
        "\" xmlns:m=\"" + kTypes + service + "\" xmlns:c=\"" + kTypes + "Common\">";
    if (!token_.empty()) body += "<s:Header><u:token>" + token_ + "</u:token></s:Header>";
    body += "<s:Body><u:" + operation + "><u:Input>" + input + "</u:Input></u:" + operation +
            "></s:Body></s:Envelope>";
    return send("POST " + path +
                " HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n"
                "Content-Type: text/xml; charset=utf-8\r\nSOAPAction: \"" +
                kMessages + "/I" + service + "/" + operation +
                "\"\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  }

  void log_in() {
    token_.clear();
    const auto answer = call("SessionService", "LogIn",
                             "<m:Password>demo</m:Password><m:UserName>demo</m:UserName>");
    token_ = element(answer.body, "a:Token");
    REQUIRE_MESSAGE(!token_.empty(), answer.body);
  }

  std::string counted(const std::string& name) const {
    const auto page = stack_->gateway().admin("/metrics").body;
    const auto at = page.find("\n" + name + " ");
    if (at == std::string::npos) return "";
    const auto begin = at + name.size() + 2;
    return page.substr(begin, page.find('\n', begin) - begin);
  }

 private:
  RawResponse send(const std::string& bytes) const {
    RawClient client(stack_->gateway().soap_port());
    client.send(bytes);
    return client.read_response();
  }

  TempDir folder_;
  std::unique_ptr<Stack> stack_;
  std::string token_;
};

void check_golden(const std::string& name, const std::string& actual) {
  const std::filesystem::path path = source_path("/tests/golden_owner/" + name + ".txt");
  auto file = uws::testing::read_golden(path).value_or(uws::testing::GoldenFile{});
  bool changed = false;
  const auto same = uws::testing::check_section(file, "soap response", actual, changed);
  CHECK_MESSAGE(same.has_value(), (same ? "" : same.error()));
  if (changed) CHECK(uws::testing::write_golden(path, file));
}

std::string device(const std::string& kind, const std::string& id) {
  return "<c:DeviceIdentifierCollection><c:Ids><c:DeviceIdentifier><c:Id>" + id +
         "</c:Id><c:Kind>" + kind +
         "</c:Kind></c:DeviceIdentifier></c:Ids></c:DeviceIdentifierCollection>";
}

}  // namespace

TEST_CASE("a client of the owner's contract") {
  Owner owner;
  owner.log_in();

  const auto list = owner.call("DeviceService", "GetDeviceList",
                               "<m:LargestDeviceIdSeen>0</m:LargestDeviceIdSeen><m:Account>" +
                                   std::string(kAccount) + "</m:Account>");
  CHECK(list.status == 200);
  check_golden("GetDeviceList", list.body);

  const auto move =
      owner.call("CarrierService", "MoveDevice",
                 "<m:Account>" + std::string(kOtherAccount) + "</m:Account><m:Devices>" +
                     device("iccid", kIccid) + "</m:Devices><m:Priority>3</m:Priority>");
  CHECK(move.status == 200);
  check_golden("MoveDevice", replaced(move.body, element(move.body, "a:TransactionId"), "(id)"));
  CHECK(owner.counted("uws_contract_unread_total") == "1");

  const auto ours =
      owner.call("DeviceService", "GetDeviceList", "<m:AccountName>no such member</m:AccountName>");
  CHECK(ours.status == 200);

  const auto text = owner.call("DeviceService", "GetDeviceList",
                               "<m:LargestDeviceIdSeen>first</m:LargestDeviceIdSeen>");
  CHECK(text.status == 500);
  check_golden("GetDeviceList_no_number", text.body);

  const auto unknown = owner.call("CarrierService", "MoveDevice",
                                  "<m:Account>" + std::string(kAccount) + "</m:Account>");
  CHECK(unknown.status == 500);
  check_golden("MoveDevice_nothing_selected", unknown.body);
}

TEST_CASE("the owner's documents are published") {
  Owner owner;
  const auto wsdl = owner.get("wsdl");
  CHECK(wsdl.status == 200);
  CHECK(contains(wsdl.body, "targetNamespace=\"" + kMessages + "\""));
  CHECK(contains(wsdl.body, "location=\"http://gateway/api/v2/DeviceService.svc\""));
  CHECK_FALSE(contains(wsdl.body, "nphase.com"));
  CHECK(contains(owner.get("singleWsdl").body, "ListOfDeviceInformation"));
  CHECK(contains(owner.get("xsd=xsd0").body, "<xs:schema"));
}

TEST_CASE("a service is found where the owner's files have it, too") {
  Owner owner(true);
  owner.log_in();
  const std::string input = "<m:LargestDeviceIdSeen>0</m:LargestDeviceIdSeen><m:Account>" +
                            std::string(kAccount) + "</m:Account>";
  for (const std::string path : {"", "/My%20UWS/Devices.svc", "/my%20uws/DEVICES.svc/"}) {
    CAPTURE(path);
    const auto list = owner.call("DeviceService", "GetDeviceList", input, path);
    CHECK(list.status == 200);
    check_golden("GetDeviceList", list.body);
  }
  const auto below = owner.call("DeviceService", "GetDeviceList", input, "/My%20UWS/Devices.svc/x");
  CHECK(contains(below.body, "DestinationUnreachable"));
  CHECK(owner.call("DeviceService", "GetDeviceList", input, "/My%20UWS/Other.svc").status == 404);

  const auto wsdl = owner.get("wsdl", "/my%20uws/devices.svc");
  CHECK(wsdl.status == 200);
  CHECK(contains(wsdl.body, "location=\"http://gateway/My%20UWS/Devices.svc\""));
  CHECK(contains(owner.get("wsdl").body, "location=\"http://gateway" + kUsualPath + "\""));
}

TEST_CASE("SIGHUP reads the folder again, and a broken one changes nothing") {
  Owner owner;
  owner.log_in();
  const auto listed = [&] {
    return owner
        .call("DeviceService", "GetDeviceList",
              "<m:Account>" + std::string(kAccount) + "</m:Account>")
        .body;
  };
  CHECK_FALSE(contains(listed(), ">north<"));
  append(owner.file("contract.toml"), "[constant]\n\"DeviceInformation.Region\" = 3\n");
  owner.stack().gateway().process().signal(SIGHUP);
  CHECK(eventually([&] {
    return contains(owner.stack().gateway().process().errors(), "owner's contract not reloaded");
  }));
  CHECK(contains(owner.stack().gateway().process().errors(), "must be a text"));
  CHECK(contains(listed(), "<a:Region i:nil=\"true\"/>"));

  auto rules = std::ifstream(owner.file("contract.toml"));
  std::string text((std::istreambuf_iterator<char>(rules)), {});
  std::ofstream(owner.file("contract.toml")) << replaced(text, " = 3\n", " = \"north\"\n");
  owner.stack().gateway().process().signal(SIGHUP);
  CHECK(eventually([&] { return contains(listed(), "<a:Region>north</a:Region>"); }));
}

TEST_CASE("callbacks have the owner's members, order and nesting") {
  Receiver receiver;
  Owner owner;
  owner.log_in();
  const auto registered = owner.call(
      "CallbackRegistrationService", "RegisterCallback",
      "<m:AccountName>" + std::string(kAccount) +
          "</m:AccountName><m:ServiceName>DevicePRLInformation</m:ServiceName><m:Url>" +
          receiver.url() + "</m:Url><m:Username>fleet</m:Username><m:Password>word</m:Password>");
  REQUIRE_MESSAGE(registered.status == 200, registered.body);
  owner.stack().send_callback(
      "DevicePRLInformation",
      {{"requestId", "595f5c44-c31c-4552-8670-020a1545a84d"},
       {"status", "Success"},
       {"deviceIds", {{{"kind", "iccid"}, {"id", kIccid}}}},
       {"deviceResponse", {{"prlInformationResponse", {{"prlVersion", "51234"}}}}}});
  const auto received = receiver.wait(1);
  REQUIRE(received.size() == 1);
  CHECK(received[0].soap_action ==
        "\"http://owner.example.com/callbacks/ICallbackService/CallbackRequest\"");
  check_golden("callback_prl", received[0].body);
}

TEST_CASE("a folder the gateway cannot speak by keeps it from starting") {
  const TempDir folder;
  std::string said;
  try {
    const Stack stack({{}, {{"UWS_CONTRACT_DIRECTORY", folder.path().string()}}});
  } catch (const std::runtime_error& error) {
    said = error.what();
  }
  CHECK_MESSAGE(contains(said, "holds neither a WSDL nor a schema"), said);
}
