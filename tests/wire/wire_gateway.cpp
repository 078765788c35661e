#include "tests/wire/wire_gateway.h"
#include "tests/support/paths.h"

#include <csignal>
#include <fstream>
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

std::uint16_t listening_port(Process& process, const std::string& name) {
  const auto line = process.wait_line("listening " + name + " 127.0.0.1:");
  if (!line) throw std::runtime_error(name + " does not listen: " + process.errors());
  return static_cast<std::uint16_t>(std::stoi(line->substr(line->rfind(':') + 1)));
}

// `line`: method and target.
std::string call(const std::string& line, const std::string& headers, const std::string& body) {
  return line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace

WireGateway::WireGateway(const Process::Environment& settings)
    : simulator_(test::build_path("/thingspace-sim"), {"--port", "0"}) {
  simulator_port_ = listening_port(simulator_, "sim");
  const std::string platform = "http://127.0.0.1:" + std::to_string(simulator_port_) + "/api";
  const auto config = directory_ / "config.toml";
  std::ofstream(config) << "[listen]\nport = 0\nthreads = 1\n[callbacks]\nport = 0\n"
                        << "[admin]\nport = 0\n[rest]\nbase_url = \"" << platform
                        << "\"\ntoken_url = \"" << platform << "/ts/v1/oauth2/token\"\n"
                        << "app_key = \"wire-key\"\napp_secret = \"wire-secret\"\n"
                        << "[store]\nurl = \"sqlite:" << (directory_ / "store.db").string()
                        << "\"\n[limits]\nmax_body_bytes = " << kMaxBodyBytes << "\n";
  gateway_ =
      std::make_unique<Process>(test::build_path("/uws-bridge"),
                                std::vector<std::string>{"serve", "--config", config}, settings);
  port_ = listening_port(*gateway_, "soap");
}

std::string WireGateway::log_in() const {
  RawClient client(port_);
  client.send(call("POST /api/v2/SessionService.svc",
                   "Content-Type: text/xml; charset=utf-8\r\nSOAPAction: "
                   "\"http://nphase.com/unifiedwebservice/v2/ISessionService/LogIn\"\r\n",
                   kLogIn));
  const auto response = client.read_response();
  const std::string opening = ":SessionToken>";
  const auto at = response.body.find(opening);
  if (at == std::string::npos) throw std::runtime_error("LogIn was refused: " + response.body);
  const auto begin = at + opening.size();
  return response.body.substr(begin, response.body.find('<', begin) - begin);
}

void WireGateway::tell_platform(const std::string& line) const {
  const auto target_end = std::min(line.find(' ', line.find(' ') + 1), line.size());
  const auto body = line.substr(std::min(target_end + 1, line.size()));
  RawClient client(simulator_port_);
  client.send(call(line.substr(0, target_end), "", body));
  if (client.read_response().status != 200)
    throw std::runtime_error("the platform refused " + line);
}

int WireGateway::stop() {
  gateway_->signal(SIGTERM);
  return gateway_->wait_exit().value_or(-1);
}

}  // namespace uws::test
