#include "tests/simulator/sim_process.h"

#include <chrono>
#include <thread>
#include <utility>

namespace uws::test {

using simulator::Json;

namespace {

constexpr std::chrono::seconds kPatience{60};

std::vector<std::string> with_port(std::vector<std::string> args) {
  args.insert(args.begin(), {"--port", "0"});
  return args;
}

}  // namespace

SimProcess::SimProcess(std::vector<std::string> args)
    : process_("thingspace-sim", with_port(std::move(args))), port_(process_.port_of("sim")) {}

RawResponse SimProcess::call(const std::string& method, const std::string& target,
                             const std::string& body) {
  RawClient client(port_);
  std::string request = method + " " + target + " HTTP/1.1\r\nHost: sim\r\nConnection: close\r\n";
  if (!bearer_.empty()) request += "Authorization: " + bearer_ + "\r\n";
  if (!token_.empty()) request += "VZ-M2M-Token: " + token_ + "\r\n";
  request += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  client.send(request);
  return client.read_response();
}

Json SimProcess::json(const std::string& method, const std::string& target,
                      const std::string& body) {
  return Json::parse(call(method, target, body).body);
}

void SimProcess::log_in() {
  bearer_ = "Basic azpz";
  token_.clear();
  const auto token = json("POST", "/api/ts/v1/oauth2/token", "grant_type=client_credentials");
  bearer_ = "Bearer " + simulator::text_of(token, "access_token");
  const auto session =
      json("POST", "/api/m2m/v1/session/login", R"({"username":"demo","password":"demo"})");
  token_ = simulator::text_of(session, "sessionToken");
}

Json SimProcess::wait_for(const std::string& page, const std::function<bool(const Json&)>& holds) {
  const auto until = std::chrono::steady_clock::now() + kPatience;
  for (;;) {
    auto answer = json("GET", page);
    if (holds(answer) || std::chrono::steady_clock::now() > until) return answer;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

}  // namespace uws::test
