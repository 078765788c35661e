#pragma once
// Lists of devices that are answered at once.

#include "simulator/reply.h"

namespace uws::simulator {

Reply list_devices(World& world, const Call& call);
Reply list_mismatches(World& world, const Call& call);
Reply extended_diagnostics(World& world, const Call& call);

}  // namespace uws::simulator
