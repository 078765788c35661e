#pragma once
// Records of one device between two times, oldest first, at most 500 in an answer.

#include "simulator/reply.h"

namespace uws::simulator {

Reply provisioning_history(World& world, const Call& call);
// Two events a day while the device exists.
Reply connection_history(World& world, const Call& call);
// One record a day while the device exists.
Reply usage_history(World& world, const Call& call);

}  // namespace uws::simulator
