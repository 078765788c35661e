#pragma once
// eUICC profile actions: POST /m2m/v1/devices/profile/actions/{action}. Each device gets one
// DeviceProfileService callback; actions that change whether the device can talk change its state.

#include "simulator/reply.h"

namespace uws::simulator {

Reply act_on_profile(World& world, const Call& call);

}  // namespace uws::simulator
