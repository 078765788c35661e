#pragma once
// Changes of a device's state. Activate: from pre-active or deactive; suspend: from active;
// restore: from suspend; deactivate: from active or suspend. Anything else is a fault in that
// device's callback.

#include "simulator/reply.h"

namespace uws::simulator {

struct Device;

Reply activate_devices(World& world, const Call& call);
Reply deactivate_devices(World& world, const Call& call);
Reply suspend_devices(World& world, const Call& call);
Reply restore_devices(World& world, const Call& call);
Reply go_to_state(World& world, const Call& call);

// Makes the device active: number, address, dates, history. `plan` empty keeps the present one.
void make_active(World& world, Device& device, const std::string& plan);

}  // namespace uws::simulator
