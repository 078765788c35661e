// What is found and what it is said to mean, one change to our own contract at a time.
#include <doctest/doctest.h>

#include "tests/bridge/tools/wsdl_copy.h"

using uws::test::WsdlCopy;

namespace {

const std::string kV2 = "http://nphase.com/unifiedwebservice/v2";
const std::string kData =
    "http://schemas.datacontract.org/2004/07/NPhase.UnifiedWebService.APIs.v2.Contract."
    "SessionService";
const std::string kWsdl = "SessionService/SessionService.wsdl";
const std::string kMessages = "SessionService/SessionService.messages.xsd";
const std::string kTypes = "SessionService/SessionService.data.xsd";
const std::string kLogInRequest = "type LogInRequest {" + kData + "}";
const std::string kLogInResponse = "type LogInResponse {" + kData + "}";
const std::string kUsername = R"(<xs:element name="Username" nillable="true" type="xs:string"/>)";
const std::string kPassword = R"(<xs:element name="Password" nillable="true" type="xs:string"/>)";
const std::string kToken =
    R"(<xs:element minOccurs="0" name="SessionToken" nillable="true" type="xs:string"/>)";

}  // namespace

TEST_CASE("the contract of the program differs in nothing from itself") {
  const WsdlCopy copy;
  const auto all = WsdlCopy::compare_files(copy.wsdls());
  CHECK(all.code == 0);
  CHECK(all.out == WsdlCopy::no_differences());
  CHECK(all.err.empty());

  const auto one = copy.compare("SessionService");
  CHECK(one.code == 0);
  CHECK(one.out.starts_with("not compared: IAccountService (not in these files)\n"));
  CHECK(one.out.ends_with("\n2 operations compared, 0 differences\n"));
}

TEST_CASE("operations only one side has, and another SOAPAction") {
  const WsdlCopy copy;
  copy.replace(kWsdl, R"(<wsdl:operation name="LogOut">)", R"(<wsdl:operation name="LogOff">)");
  copy.replace(kWsdl, "\"" + kV2 + "/ISessionService/LogIn\"", "\"urn:LogIn\"");
  const auto found = copy.compare("SessionService");
  CHECK(found.code == 1);
  CHECK(found.has("operation ISessionService.LogOff", "missing here",
                  "their calls are answered with ActionNotSupported"));
  CHECK(found.has("operation ISessionService.LogOut", "missing there",
                  "no effect: they never call it"));
  CHECK(found.has(
      "operation ISessionService.LogIn",
      "SOAPAction: \"urn:LogIn\" there, \"" + kV2 + "/ISessionService/LogIn\" here",
      "their calls are answered with ActionNotSupported, as actions are compared exactly"));
  CHECK(found.differences() == "3");
}

TEST_CASE("an operation in another port type is found by its name") {
  const WsdlCopy copy;
  copy.replace(kWsdl, "portType name=\"ISessionService\"", "portType name=\"ILogin\"");
  copy.replace(kWsdl, "type=\"tns:ISessionService\"", "type=\"tns:ILogin\"");
  const auto found = copy.compare("SessionService");
  CHECK(found.code == 1);
  for (const auto* operation : {"LogIn", "LogOut"}) {
    CHECK(found.has("operation ISessionService." + std::string(operation),
                    "in port type ILogin there",
                    "the address is no matter, as every service address answers every SOAPAction"));
  }
  CHECK(found.differences() == "2");
}

TEST_CASE("wrappers and headers") {
  const WsdlCopy copy;
  copy.replace(kMessages, "<xs:element name=\"LogOutResponse\">",
               "<xs:element name=\"LoggedOut\">");
  copy.replace(kMessages, "<xs:element name=\"token\"", "<xs:element name=\"Token\"");
  copy.replace(kWsdl, "element=\"tns:LogOutResponse\"", "element=\"tns:LoggedOut\"");
  copy.replace(kWsdl, "element=\"tns:token\"", "element=\"tns:Token\"");
  const auto found = copy.compare("SessionService");
  CHECK(found.code == 1);
  const std::string log_out = "operation ISessionService.LogOut";
  CHECK(found.has(
      log_out, "response wrapper: {" + kV2 + "}LoggedOut there, {" + kV2 + "}LogOutResponse here",
      "WCF, JAX-WS and gSOAP clients throw, and so do node-soap and zeep; asmx and PHP "
      "may read null"));
  CHECK(found.has(log_out, "request header {" + kV2 + "}token: missing there",
                  "they do not send it: the header is read as absent"));
  CHECK(found.has(log_out, "request header {" + kV2 + "}Token: missing here",
                  "ignored by the bridge, unless it is sent with mustUnderstand=\"1\""));
  CHECK(found.has("operation ISessionService.LogIn",
                  "response header {" + kV2 + "}Token: missing here",
                  "never sent: read as absent"));
}

TEST_CASE("the order of members in a request and in a response") {
  const WsdlCopy copy;
  copy.replace(kTypes, kUsername, "<swap/>");
  copy.replace(kTypes, kPassword, kUsername);
  copy.replace(kTypes, "<swap/>", kPassword);
  const auto request = copy.compare("SessionService");
  CHECK(request.code == 1);
  CHECK(request.has(kLogInRequest,
                    "order of members: Password, Username there; Username, Password here",
                    "request: no effect, as the bridge reads members in any order; with [contract] "
                    "strict_order it reads those that come late as absent"));
  CHECK(request.differences() == "1");

  const std::string device = "DeviceService/DeviceService.data.xsd";
  const std::string type = "<xs:complexType name=\"GetDeviceListResponse\">";
  const auto text = copy.text(device);
  const auto sequence = text.find("<xs:sequence>", text.find(type)) + 13;
  const auto first = text.find("<xs:element", sequence);
  const auto second = text.find("<xs:element", first + 1);
  const auto end = text.find("</xs:sequence>", first);
  REQUIRE(second < end);
  copy.write(device, text.substr(0, first) + text.substr(second, end - second) +
                         text.substr(first, second - first) + text.substr(end));
  const auto response = copy.compare("DeviceService");
  CHECK(response.code == 1);
  CHECK(response.differences() == "1");
  CHECK(response.out.find("-> response: WCF clients lose every member that comes late; zeep and "
                          "Axis2 throw\n") != std::string::npos);
}

TEST_CASE("members only one side has") {
  const WsdlCopy copy;
  copy.replace(kTypes, kPassword, R"(<xs:element name="Pin" nillable="true" type="xs:string"/>)");
  copy.replace(kTypes, kToken, R"(<xs:element name="Ticket" nillable="true" type="xs:string"/>)");
  const auto found = copy.compare("SessionService");
  CHECK(found.code == 1);
  CHECK(found.has(kLogInRequest, "member Password: missing there",
                  "request: they never send it, so the bridge refuses the call with "
                  "DeserializationFailed: it is required here"));
  CHECK(found.has(kLogInRequest, "member Pin: missing here", "request: ignored by the bridge"));
  CHECK(found.has(kLogInResponse, "member SessionToken: missing there",
                  "response: Axis 1, Axis2, zeep and suds throw on the unexpected element; WCF, "
                  "asmx, JAX-WS, PHP and gSOAP skip it"));
  CHECK(
      found.has(kLogInResponse, "member Ticket: missing here",
                "response: never sent: WCF clients throw, as it is required there; others read it "
                "as absent (null, 0 or false)"));
}

TEST_CASE("a renamed namespace is said once for each type") {
  const WsdlCopy copy;
  for (const auto& file : {kTypes, kMessages, kWsdl}) copy.replace(file, kData, "urn:session");
  const auto found = copy.compare("SessionService");
  CHECK(found.code == 1);
  const std::string what = "namespace of members: urn:session there, " + kData + " here";
  CHECK(found.has(kLogInRequest, what,
                  "request: the members are read as absent, and without a required one the call is "
                  "refused with DeserializationFailed"));
  CHECK(
      found.has(kLogInResponse, what,
                "response: WCF, asmx, JAX-WS and gSOAP clients read the members as absent (a list "
                "as empty); Axis 1 and zeep throw"));
  CHECK(found.differences() == "4");
}

TEST_CASE("nillable, occurrence and type of a member") {
  const WsdlCopy copy;
  copy.replace(kTypes, kUsername, R"(<xs:element minOccurs="0" name="Username" type="xs:int"/>)");
  copy.replace(kTypes, kToken,
               R"(<xs:element maxOccurs="unbounded" name="SessionToken" type="xs:string"/>)");
  const auto found = copy.compare("SessionService");
  CHECK(found.code == 1);
  CHECK(
      found.has(kLogInRequest, "member Username: nillable here, not there", "request: no effect"));
  CHECK(found.has(kLogInRequest, "member Username: required here, optional there",
                  "request: calls without it are refused with DeserializationFailed"));
  CHECK(found.has(kLogInRequest, "member Username: type int there, string here",
                  "request: a value that does not fit the type here is refused with "
                  "DeserializationFailed"));
  CHECK(found.has(kLogInResponse, "member SessionToken: nillable here, not there",
                  "response: WCF reads nil as null; clients that hold to their schema may throw"));
  CHECK(found.has(kLogInResponse, "member SessionToken: optional here, required there",
                  "response: WCF clients throw when the bridge leaves it out"));
  CHECK(found.has(kLogInResponse, "member SessionToken: one here, a list there",
                  "response: no effect: a list of one"));
}

TEST_CASE("nil on a date, which .NET cannot have") {
  const WsdlCopy copy;
  copy.replace("common.xsd", R"(name="Earliest" type="xs:dateTime")",
               R"(name="Earliest" nillable="true" type="xs:dateTime")");
  const auto found = WsdlCopy::compare_files(copy.wsdls());
  CHECK(found.code == 1);
  CHECK(found.differences() == "1");
  CHECK(
      found.out.find("  member Earliest: nillable there, not here\n    -> request: nil is refused "
                     "with DeserializationFailed") != std::string::npos);
}

TEST_CASE("an enumeration where our member is any text") {
  const WsdlCopy copy;
  copy.replace(
      kTypes, kToken,
      R"(<xs:element minOccurs="0" name="SessionToken" nillable="true" type="tns:Kind"/>)");
  copy.replace(kTypes, "</xs:schema>",
               R"(<xs:simpleType name="Kind"><xs:restriction base="xs:string">)"
               R"(<xs:enumeration value="Red"/><xs:enumeration value="Blue"/>)"
               "</xs:restriction></xs:simpleType></xs:schema>");
  const auto found = copy.compare("SessionService");
  CHECK(found.code == 1);
  CHECK(found.has(kLogInResponse, "member SessionToken: any text here, there only Blue, Red",
                  "response: WCF, asmx, Axis 1 and gSOAP throw on any other value; JAX-WS reads "
                  "null"));
}

TEST_CASE("a type no message holds, and one derived from a type that is held") {
  const WsdlCopy copy;
  copy.replace(kTypes, "</xs:schema>",
               R"(<xs:complexType name="Spare"><xs:sequence/></xs:complexType>)"
               R"(<xs:complexType name="SafeLogIn"><xs:complexContent>)"
               R"(<xs:extension base="tns:LogInRequest"/></xs:complexContent></xs:complexType>)"
               "</xs:schema>");
  const auto found = copy.compare("SessionService");
  CHECK(found.code == 1);
  CHECK(found.has("type Spare {" + kData + "}", "missing here", "no effect: no message holds it"));
  CHECK(found.has("type SafeLogIn {" + kData + "}", "missing here",
                  "never sent; where they send it by xsi:type the call is read as its base "
                  "LogInRequest"));
  CHECK(found.differences() == "2");
}
