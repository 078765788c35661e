#pragma once
// Usage triggers.

#include "simulator/reply.h"

namespace uws::simulator {

Reply create_trigger(World& world, const Call& call);
Reply list_triggers(World& world, const Call& call);
Reply show_trigger(World& world, const Call& call);
Reply update_trigger(World& world, const Call& call);
Reply delete_trigger(World& world, const Call& call);

}  // namespace uws::simulator
