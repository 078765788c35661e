// Registration of callback listeners.

#include "base/url.h"
#include "simulator/routes.h"
#include "simulator/world.h"

namespace uws::simulator {
namespace {

Reply action_result(const std::string& account, const std::string& service) {
  return {200, {{"accountName", account}, {"serviceName", service}}};
}

Reply register_listener(World& world, const Call& call) {
  const auto service = text_of(call.body, "name");
  const auto url = text_of(call.body, "url");
  if (service.empty() || !base::is_web_url(url)) {
    return failure("REQUEST_FAILED.UnexpectedError", "Name and URL are needed.");
  }
  world.listeners[{call.account, service}] = {url, text_of(call.body, "username"),
                                              text_of(call.body, "password")};
  return action_result(call.account, service);
}

Reply list_listeners(World& world, const Call& call) {
  auto list = Json::array();
  for (const auto& [key, listener] : world.listeners) {
    if (key.first != call.account) continue;
    Json entry = {{"accountName", key.first}};
    if (!listener.password.empty()) entry["password"] = listener.password;
    entry["serviceName"] = key.second;
    entry["url"] = listener.url;
    if (!listener.username.empty()) entry["username"] = listener.username;
    list.push_back(std::move(entry));
  }
  return {200, std::move(list)};
}

Reply deregister_listener(World& world, const Call& call) {
  const auto& service = call.parameters.at("serviceName");
  if (world.listeners.erase({call.account, service}) == 0) {
    return failure("REQUEST_FAILED.UnexpectedError", "The service is not registered.");
  }
  return action_result(call.account, service);
}

}  // namespace

Routes listener_routes() {
  static constexpr Route kRoutes[] = {
      {"GET /m2m/v1/callbacks/{accountName}", list_listeners},
      {"POST /m2m/v1/callbacks/{accountName}", register_listener},
      {"DELETE /m2m/v1/callbacks/{accountName}/name/{serviceName}", deregister_listener},
  };
  return kRoutes;
}

}  // namespace uws::simulator
