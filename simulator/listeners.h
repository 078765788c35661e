#pragma once
// Registration of callback listeners.

#include "simulator/reply.h"

namespace uws::simulator {

Reply register_listener(World& world, const Call& call);
Reply list_listeners(World& world, const Call& call);
Reply deregister_listener(World& world, const Call& call);

}  // namespace uws::simulator
