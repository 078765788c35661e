#pragma once
// Changes of devices that are answered by one CarrierService callback each.

#include <optional>

#include "simulator/reply.h"

namespace uws::simulator {

Reply move_devices(World& world, const Call& call);
Reply change_plan(World& world, const Call& call);
Reply change_device_id(World& world, const Call& call);
Reply change_cost_center(World& world, const Call& call);
Reply change_contact_info(World& world, const Call& call);
Reply change_custom_fields(World& world, const Call& call);

// A refusal when `plan` is named but not offered, or nothing.
std::optional<Reply> refuse_plan(World& world, const std::string& plan);

}  // namespace uws::simulator
