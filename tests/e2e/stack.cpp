#include "tests/e2e/stack.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>
#include <system_error>
#include <thread>

#include "tests/e2e/envelopes.h"

namespace uws::test {

using simulator::Json;

namespace {

constexpr std::chrono::minutes kPatience{1};

std::vector<std::string> simulator_arguments(const StackOptions& options) {
  std::vector<std::string> arguments{"--callback-delay-ms", "1", "--callback-retry-ms", "20"};
  arguments.insert(arguments.end(), options.simulator.begin(), options.simulator.end());
  return arguments;
}

}  // namespace

Stack::Stack(const StackOptions& options)
    : sim_(simulator_arguments(options)), variables_(gateway_variables(sim_.port(), store_file())) {
  set(variables_, {{"UWS_RELAY_RETRY_SCHEDULE", "10ms,20ms,50ms"}});
  set(variables_, options.gateway);
  gateway_ = std::make_unique<GatewayProcess>(variables_, options.descriptors);
}

RawResponse Stack::post(const std::string& service, const std::string& operation,
                        const std::string& envelope) const {
  RawClient client(gateway_->soap_port(), kPatience);
  client.send(http_post(service, operation, envelope, "Connection: close\r\n"));
  return client.read_response();
}

RawResponse Stack::call(const std::string& service, const std::string& operation,
                        const std::string& input) const {
  return post(service, operation, envelope(service, operation, token_, input));
}

std::string Stack::log_in(const std::string& user, const std::string& password) {
  token_.clear();
  const auto answer =
      call("SessionService", "LogIn", member("Username", user) + member("Password", password));
  token_ = element(answer.body, "a:SessionToken");
  return token_;
}

RawResponse Stack::register_callback(const std::string& service, const std::string& url) const {
  return call("CallbackRegistrationService", "RegisterCallback",
              member("AccountName", kAccount) + member("ServiceName", service) +
                  member("Url", url) + member("Username", "fleet-receiver") +
                  member("Password", "receiver-password"));
}

std::vector<Json> Stack::seen(const std::string& prefix) {
  std::vector<Json> found;
  for (const auto& request : sim_.json("GET", "/sim/requests")) {
    const auto line =
        simulator::text_of(request, "method") + " " + simulator::text_of(request, "target");
    if (line.starts_with(prefix)) found.push_back(request);
  }
  return found;
}

void Stack::script(const std::string& spec) {
  const auto answer = sim_.call("POST", "/sim/faults", Json{{"spec", spec}}.dump());
  if (answer.status != 200) throw std::runtime_error("fault not understood: " + spec);
}

void Stack::restart(int signal, const Process::Environment& changes) {
  gateway_->end(signal);
  set(variables_, changes);
  // The port asked for may be taken by somebody else's connection for a moment.
  for (int attempt = 1;; ++attempt) {
    try {
      gateway_ = std::make_unique<GatewayProcess>(variables_);
      return;
    } catch (const std::runtime_error&) {
      if (attempt == 20) throw;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  }
}

Ran run_beside(const Stack& stack, std::vector<std::string> words) {
  words.insert(words.end(), {"--socket", stack.store_file() + ".sock"});
  Process command("uws-bridge", words);
  const auto code = command.wait_exit();
  return {code.value_or(-1), command.output(), command.errors()};
}

std::string move_request(const Stack& stack) {
  return http_post("CarrierService", "MoveDevice",
                   envelope("CarrierService", "MoveDevice", stack.token(),
                            device_list({kIccid}) + member("AccountName", kAccount)));
}

Json plan_change(const std::string& request_id) {
  return {{"requestId", request_id},
          {"deviceIds", Json::array({{{"id", kIccid}, {"kind", "iccid"}}})},
          {"deviceResponse", {{"changeServicePlanResponse", {{"servicePlan", "M2M5GB"}}}}},
          {"status", "Success"}};
}

bool eventually(const std::function<bool()>& holds) {
  const auto until = std::chrono::steady_clock::now() + kPatience;
  while (!holds()) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

std::uint16_t free_port() {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  const bool bound =
      fd >= 0 && ::bind(fd, generic, size) == 0 && ::getsockname(fd, generic, &size) == 0;
  if (fd >= 0) ::close(fd);
  if (!bound) throw std::system_error(errno, std::system_category(), "free_port");
  return ntohs(address.sin_port);
}

}  // namespace uws::test
