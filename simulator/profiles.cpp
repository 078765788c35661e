#include "simulator/profiles.h"

#include "simulator/async_request.h"
#include "simulator/changes.h"
#include "simulator/provisioning.h"
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

}  // namespace

Reply act_on_profile(World& world, const Call& call) {
  const auto action = call.operation.substr(call.operation.rfind('/') + 1);
  const auto plan = text_of(call.body, "servicePlan");
  if (auto refusal = refuse_plan(world, plan)) return *refusal;
  const Filter filter{text_of(call.body, "accountName"), {}, {}, Json()};
  return start_selected(world, "DeviceProfileService", member_of(call.body, "devices"), filter,
                        [action, plan](World& w, Device& d) { return act(w, d, action, plan); });
}

}  // namespace uws::simulator
