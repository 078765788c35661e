#pragma once
// Changes of devices that are answered by one CarrierService callback each.

#include "simulator/reply.h"

namespace uws::simulator {

Reply move_devices(World& world, const Call& call);
Reply change_plan(World& world, const Call& call);

}  // namespace uws::simulator
