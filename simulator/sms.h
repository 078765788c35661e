#pragma once
// Text messages to and from devices.

#include "simulator/reply.h"

namespace uws::simulator {

// A callback of EnhancedConnectivityService when it is sent, then one of SMSDeliveryConfirmation
// when the device has it; two per device.
Reply send_sms(World& world, const Call& call);
// Messages of devices, at most 100. `next` is the number of messages seen: those are acknowledged
// and leave the queue.
Reply list_sms(World& world, const Call& call);
// Queued messages go to the EnhancedConnectivityService listener from now on.
Reply start_sms_callbacks(World& world, const Call& call);
Reply sms_history(World& world, const Call& call);

// A message from a device (a Json list of identifiers), for POST /sim/sms.
void receive_sms(World& world, const std::string& account, const Json& device_ids,
                 const std::string& text);

}  // namespace uws::simulator
