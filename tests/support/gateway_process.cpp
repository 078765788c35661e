#include "tests/support/gateway_process.h"

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace uws::test {
namespace {

bool has_plain_listener(const Process::Environment& variables) {
  return std::ranges::find(variables, std::pair<std::string, std::string>(
                                          "UWS_LISTEN_ENABLED", "false")) == variables.end();
}

}  // namespace

Process::Environment gateway_variables(std::uint16_t platform_port, const std::string& store_file) {
  const auto platform = "http://127.0.0.1:" + std::to_string(platform_port) + "/api";
  return {{"UWS_LISTEN_PORT", "0"},
          {"UWS_LISTEN_THREADS", "2"},
          {"UWS_CALLBACKS_PORT", "0"},
          {"UWS_ADMIN_PORT", "0"},
          {"UWS_REST_BASE_URL", platform},
          {"UWS_REST_TOKEN_URL", platform + "/ts/v1/oauth2/token"},
          {"UWS_REST_APP_KEY", kAppKey},
          {"UWS_REST_APP_SECRET", kAppSecret},
          {"UWS_STORE_URL", "sqlite:" + store_file},
          {"UWS_RELAY_ALLOW_CIDRS", "127.0.0.0/8,::1"},
          {"UWS_RELAY_ALLOW_PORTS", "1-65535"}};
}

void set(Process::Environment& variables, const Process::Environment& changes) {
  for (const auto& change : changes) {
    std::erase_if(variables, [&](const auto& known) { return known.first == change.first; });
    variables.push_back(change);
  }
}

GatewayProcess::GatewayProcess(const Process::Environment& variables, std::size_t descriptors)
    : process_("uws-bridge", {"serve"}, variables, descriptors),
      soap_(has_plain_listener(variables) ? process_.port_of("soap") : 0),
      callbacks_(process_.port_of("callbacks")),
      admin_(process_.port_of("admin")) {}

RawResponse GatewayProcess::admin(const std::string& path) const {
  RawClient client(admin_);
  client.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  return client.read_response();
}

int GatewayProcess::end(int signal) {
  process_.signal(signal);
  const auto code = process_.wait_exit();
  if (!code) throw std::runtime_error("the gateway does not end");
  return *code;
}

}  // namespace uws::test
