#include "tests/wire/wire_gateway.h"

#include <sstream>
#include <stdexcept>

#include "tests/support/raw_client.h"

namespace uws::test {
namespace {

constexpr const char* kLogIn =
    "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><LogIn "
    "xmlns=\"http://nphase.com/unifiedwebservice/v2\"><Input "
    "xmlns:a=\"http://schemas.datacontract.org/2004/07/"
    "NPhase.UnifiedWebService.APIs.v2.Contract.SessionService\"><a:Username>demo</a:Username>"
    "<a:Password>demo</a:Password></Input></LogIn></s:Body></s:Envelope>";

Process::Environment variables(std::uint16_t platform_port, const std::string& store_file,
                               const Process::Environment& settings) {
  auto all = gateway_variables(platform_port, store_file);
  set(all, {{"UWS_LISTEN_THREADS", "1"},
            {"UWS_LIMITS_MAX_BODY_BYTES", std::to_string(WireGateway::kMaxBodyBytes)}});
  set(all, settings);
  return all;
}

}  // namespace

WireGateway::WireGateway(const Process::Environment& settings)
    : platform_({}),
      gateway_(variables(platform_.port(), (directory_ / "store.db").string(), settings)) {}

std::string WireGateway::log_in() const {
  RawClient client(port());
  const std::string body = kLogIn;
  client.send(
      "POST /api/v2/SessionService.svc HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
      "Content-Type: text/xml; charset=utf-8\r\nSOAPAction: "
      "\"http://nphase.com/unifiedwebservice/v2/ISessionService/LogIn\"\r\nContent-Length: " +
      std::to_string(body.size()) + "\r\n\r\n" + body);
  const auto response = client.read_response();
  const std::string opening = ":SessionToken>";
  const auto at = response.body.find(opening);
  if (at == std::string::npos) throw std::runtime_error("LogIn was refused: " + response.body);
  const auto begin = at + opening.size();
  return response.body.substr(begin, response.body.find('<', begin) - begin);
}

void WireGateway::tell_platform(const std::string& line) {
  std::istringstream words(line);
  std::string method, target, body;
  words >> method >> target >> std::ws;
  std::getline(words, body);
  if (platform_.call(method, target, body).status != 200) {
    throw std::runtime_error("the platform refused " + line);
  }
}

}  // namespace uws::test
