// eUICC profile actions: POST /m2m/v1/devices/profile/actions/{action}. Each device gets one
// DeviceProfileService callback; actions that change whether the device can talk change its state.

#include "simulator/async_request.h"
#include "simulator/routes.h"
#include "simulator/world.h"

namespace uws::simulator {
namespace {

// The state the action leaves the device in; null = as it was.
const char* state_after(const std::string& action) {
  if (action == "activate" || action == "activate_enable" || action == "profile_resume" ||
      action == "enable" || action == "download_enable") {
    return kActive;
  }
  if (action == "deactivate") return kDeactive;
  if (action == "device_suspend" || action == "profile_suspend") return kSuspended;
  return nullptr;
}

Outcome act(World& world, Device& device, const std::string& action, const std::string& plan) {
  const char* state = state_after(action);
  if (state && device.state != state) {
    if (std::string_view(state) == kActive) {
      make_active(world, device, plan);
    } else {
      device.state = state;
      device.history.push_back({world.clock.now(), "Profile " + action, device.plan});
    }
  }
  return {};
}

Reply act_on_profile(World& world, const Call& call) {
  const auto action = call.operation.substr(call.operation.rfind('/') + 1);
  const auto plan = text_of(call.body, "servicePlan");
  return start_selected(world, "DeviceProfileService", member_of(call.body, "devices"),
                        {call.account, {}, {}, Json()},
                        [action, plan](World& w, Device& d) { return act(w, d, action, plan); });
}

}  // namespace

Routes profile_routes() {
  static constexpr Route kRoutes[] = {
      {"POST /m2m/v1/devices/profile/actions/*", act_on_profile, kPlan},
  };
  return kRoutes;
}

}  // namespace uws::simulator
