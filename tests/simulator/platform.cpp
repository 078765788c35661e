#include "tests/simulator/platform.h"

#include <doctest/doctest.h>

#include "simulator/rest_contract.h"
#include "simulator/seed.h"

namespace uws::test {

using simulator::Json;
using simulator::Reply;

Platform::Platform(simulator::Settings settings) : world_(std::move(settings)) {
  world_.later = [this](std::function<void()> action) { waiting_.push_back(std::move(action)); };
  world_.deliver = [this](simulator::Delivery sent) { sent_.push_back(std::move(sent)); };
  simulator::seed(world_);
  const std::string basic = "Basic azpz";
  const auto token =
      world_.oauth.issue(&basic, "grant_type=client_credentials", world_.clock.now());
  bearer_ = "Bearer " + simulator::text_of(token.body, "access_token");
  const auto login = world_.sessions.log_in("demo", "demo", world_.clock.now());
  token_ = simulator::text_of(login.body, "sessionToken");
}

Reply Platform::raw(const simulator::RestRequest& request) {
  return simulator::answer(world_, request);
}

Reply Platform::call(const std::string& method, const std::string& target,
                     const std::string& body) {
  auto reply = raw({method, target, &bearer_, &token_, body});
  if (reply.status < 400 && !reply.body.is_null()) {
    for (const auto& finding : rest_contract::check_response(method, target, reply.body.dump())) {
      FAIL_CHECK(method << " " << target << ": " << finding);
    }
  }
  return reply;
}

std::vector<simulator::Delivery> Platform::settle() {
  while (!waiting_.empty()) {
    const auto action = std::move(waiting_.front());
    waiting_.pop_front();
    action();
  }
  return std::exchange(sent_, {});
}

Json Platform::device(const std::string& iccid) {
  const auto reply = call("POST", "/m2m/v1/devices/actions/list",
                          R"({"deviceId":{"kind":"ICCID","id":")" + iccid + R"("}})");
  return reply.status == 200 ? reply.body["devices"][0] : Json();
}

std::string error_of(const Reply& reply) {
  const auto code = simulator::text_of(reply.body, "errorCode");
  return code.substr(code.find('.') + 1);
}

}  // namespace uws::test
