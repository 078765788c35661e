// SMSDeliveryConfirmation and EnhancedConnectivityService: the fate of a text message sent to a
// device, and the text message a device sends. The members are those of REST's smsDeliveryResponse.

#include "mapping/callback/data_members.h"

namespace uws::mapping::callback {
namespace {

constexpr std::string_view kSmsDeliveryKeys[] = {"smsDeliveryResponse", "smsDelivery"};

constexpr Field kSmsDeliveryFields[] = {
    {"confirmation", "Confirmation"},
    {"faultResponse", "Fault", Shape::kFault},
};

}  // namespace

constinit const DataMember kSmsDelivery = {.element = "SMSDelivery",
                                           .keys = kSmsDeliveryKeys,
                                           .write = write_single,
                                           .fields = kSmsDeliveryFields};

}  // namespace uws::mapping::callback
