#pragma once
// Asynchronous questions about devices: usage, labels, roaming lists, suspension.

#include "simulator/reply.h"

namespace uws::simulator {

Reply billed_usage(World& world, const Call& call);
Reply aggregate_usage(World& world, const Call& call);
Reply set_labels(World& world, const Call& call);
Reply delete_labels(World& world, const Call& call);
Reply prl_version(World& world, const Call& call);
Reply suspension_status(World& world, const Call& call);

}  // namespace uws::simulator
