#pragma once
// Devices coming and going: add, delete, upload, orders, availability.

#include "simulator/reply.h"

namespace uws::simulator {

Reply add_devices(World& world, const Call& call);
Reply delete_devices(World& world, const Call& call);
// One DeviceService callback for the whole upload.
Reply upload_devices(World& world, const Call& call);
// The same, then one CarrierService callback per device.
Reply upload_and_activate(World& world, const Call& call);
Reply order_status(World& world, const Call& call);
// ONE callback for the whole request.
Reply check_availability(World& world, const Call& call);

}  // namespace uws::simulator
