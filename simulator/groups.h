#pragma once
// Device groups. A device that is in no group of its own is in the account's default group.

#include "simulator/reply.h"

namespace uws::simulator {

Reply create_group(World& world, const Call& call);
Reply list_groups(World& world, const Call& call);
// `next`: the number of the last device seen, or how many were seen (kFirstNumber tells them
// apart).
Reply group_devices(World& world, const Call& call);
Reply update_group(World& world, const Call& call);
Reply delete_group(World& world, const Call& call);

}  // namespace uws::simulator
