#pragma once
// SMSDeliveryConfirmation and EnhancedConnectivityService: the fate of a text message sent to a
// device, and the text message a device sends.

#include <array>
#include <span>

#include "mapping/callback/payload.h"

namespace uws::mapping::callback {

inline constexpr std::array<std::string_view, 2> kSmsDeliveryKeys = {"smsDeliveryResponse",
                                                                     "smsDelivery"};

inline constexpr std::array<Field, 2> kSmsDeliveryFields = {{
    {"confirmation", "Confirmation"},
    {"faultResponse", "Fault", Shape::kFault},
}};

// Data/SMSDelivery: Confirmation, Fault; the members of REST's smsDeliveryResponse.
void write_sms_delivery(Writer& writer, std::span<const Payload> payloads,
                        const base::JsonValue& message);

}  // namespace uws::mapping::callback
