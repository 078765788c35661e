#include "tests/e2e/webhook.h"

#include "tests/e2e/envelopes.h"

namespace uws::test {

using simulator::text_of;

std::vector<Hook> registered_hooks(Stack& stack) {
  stack.sim().log_in();
  std::vector<Hook> hooks;
  for (const auto& listener :
       stack.sim().json("GET", "/m2m/v1/callbacks/" + std::string(kAccount))) {
    const auto url = text_of(listener, "url");
    const auto path = url.find('/', url.find("//") + 2);
    hooks.push_back({static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':', path) + 1))),
                     url.substr(path), text_of(listener, "username"),
                     text_of(listener, "password")});
  }
  return hooks;
}

int post_webhook(const Hook& hook, const std::string& body) {
  RawClient client(hook.port);
  client.send("POST " + hook.path +
              " HTTP/1.1\r\nHost: hook\r\nConnection: close\r\nContent-Type: application/json"
              "\r\nContent-Length: " +
              std::to_string(body.size()) + "\r\n\r\n" + body);
  return client.read_response().status;
}

}  // namespace uws::test
