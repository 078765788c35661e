// The one client known from the outside: hand-written envelopes, literal tags, paging by cursor.

#include <doctest/doctest.h>

#include <set>

#include "tests/e2e/envelopes.h"
#include "tests/e2e/stack.h"

using namespace uws::test;

namespace {

const std::string kEnvelope = R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">)";

// As that client posts: to the address of the WSDL, SOAPAction without quotes.
RawResponse post(Stack& stack, const std::string& service, const std::string& operation,
                 const std::string& body) {
  RawClient client(stack.gateway().soap_port());
  client.send("POST /api/v2/" + service +
              ".svc?wsdl HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n"
              "Content-Type: text/xml;charset=\"utf-8\"\r\nAccept: text/xml\r\nSOAPAction: " +
              kV2 + "/I" + service + "/" + operation +
              "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  return client.read_response();
}

std::string log_in(Stack& stack) {
  const auto answer =
      post(stack, "SessionService", "LogIn",
           kEnvelope + R"(<s:Body><LogIn xmlns="http://nphase.com/unifiedwebservice/v2"><Input )"
                       R"(xmlns:a="http://schemas.datacontract.org/2004/07/)"
                       R"(NPhase.UnifiedWebService.APIs.v2.Contract.SessionService">)"
                       "<a:Username>demo</a:Username><a:Password>demo</a:Password></Input></LogIn>"
                       "</s:Body></s:Envelope>");
  REQUIRE(answer.status == 200);
  return element(answer.body, "a:SessionToken");
}

std::string page(Stack& stack, const std::string& token, const std::string& cursor) {
  const auto answer = post(
      stack, "DeviceService", "GetDeviceList",
      kEnvelope + R"(<s:Header><token xmlns="http://nphase.com/unifiedwebservice/v2">)" + token +
          R"(</token></s:Header><s:Body><GetDeviceList )"
          R"(xmlns="http://nphase.com/unifiedwebservice/v2"><Input )"
          R"(xmlns:a="http://schemas.datacontract.org/2004/07/)"
          R"(NPhase.UnifiedWebService.APIs.v2.Contract.DeviceService">)"
          "<a:AccountName>0212345678-00001</a:AccountName><a:LargestDeviceIdSeen>" +
          cursor + "</a:LargestDeviceIdSeen></Input></GetDeviceList></s:Body></s:Envelope>");
  REQUIRE_MESSAGE(answer.status == 200, answer.body);
  return answer.body;
}

// The texts between the literal tags <a:NAME> and </a:NAME>, as the client cuts them out.
std::vector<std::string> blocks(std::string_view xml, const std::string& name) {
  const std::string open = "<a:" + name, close = "</a:" + name + ">";
  std::vector<std::string> found;
  for (auto at = xml.find(open); at != std::string_view::npos; at = xml.find(open, at)) {
    const auto end = xml.find(close, at);
    const bool exactly = xml[at + open.size()] == '>' || xml[at + open.size()] == ' ';
    if (exactly && end != std::string_view::npos) {
      const auto begin = xml.find('>', at) + 1;
      found.emplace_back(xml.substr(begin, end - begin));
    }
    at += open.size();
  }
  return found;
}

// Value of the last ExtendedAttribute: Key by position 0, Value by position 1.
std::string last_attribute(const std::string& device) {
  const auto attributes = blocks(device, "ExtendedAttributes");
  REQUIRE(attributes.size() == 1);
  const auto key = attributes[0].rfind("Key>DeviceId</");
  REQUIRE(key != std::string::npos);
  // What follows is the end of that key; there is no other.
  CHECK(attributes[0].rfind("Key>") - key < std::string("Key>DeviceId</prefix:").size());
  const auto value = attributes[0].find("Value>", key) + 6;
  return attributes[0].substr(value, attributes[0].find('<', value) - value);
}

void check_device(const std::string& device) {
  CHECK(blocks(device, "AccountName").size() == 1);
  CHECK(blocks(device, "AccountName")[0] == kAccount);
  CHECK(blocks(device, "LastActivationDate").size() <= 1);
  REQUIRE(blocks(device, "DeviceIdentifiers").size() == 1);
  const auto ids = blocks(device, "DeviceIdentifiers")[0];
  CHECK(contains(ids, "Kind>iccId</"));
  CHECK_FALSE(contains(ids, "Kind>iccid</"));
}

void read_all(const std::string& first_cursor) {
  Stack stack({{"--devices", "25", "--page-size", "10"}, {}});
  const auto token = log_in(stack);
  REQUIRE(token != "");
  std::set<std::string> cursors;
  std::size_t with_date = 0;
  std::string cursor = first_cursor;
  std::vector<std::size_t> sizes;
  for (bool complete = false; !complete;) {
    REQUIRE(sizes.size() < 10);
    const auto body = page(stack, token, cursor);
    complete = element(body, "a:IsComplete") == "true";
    const auto devices = blocks(body, "DeviceInformation");
    REQUIRE(!devices.empty());
    for (const auto& device : devices) {
      check_device(device);
      with_date += blocks(device, "LastActivationDate").size();
      cursor = last_attribute(device);
      CHECK(cursors.insert(cursor).second);
    }
    sizes.push_back(devices.size());
  }
  // Six named devices of the account and the 25.
  CHECK(sizes == std::vector<std::size_t>{10, 10, 10, 1});
  CHECK(cursors.size() == 31);
  CHECK(with_date >= 30);
  const auto beyond = page(stack, token, cursor);
  CHECK(blocks(beyond, "DeviceInformation").empty());
  CHECK(element(beyond, "a:IsComplete") == "true");
}

}  // namespace

TEST_CASE("the public client reads every device by pages, and one page past the end") {
  read_all("0");
}

TEST_CASE("the public client may begin with an empty cursor") { read_all(""); }

TEST_CASE("the public client sees HTTP 500 when its session is not known") {
  Stack stack;
  const auto answer =
      post(stack, "DeviceService", "GetDeviceList",
           envelope("DeviceService", "GetDeviceList", "00000000-0000-4000-8000-000000000000",
                    member("AccountName", kAccount)));
  CHECK(answer.status == 500);
  CHECK(contains(answer.body, "SessionToken.Invalid"));
}
