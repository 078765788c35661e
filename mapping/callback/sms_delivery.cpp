#include "mapping/callback/sms_delivery.h"

namespace uws::mapping::callback {
namespace {

constexpr std::array<Field, 2> kFields = {{
    {"confirmation", "Confirmation"},
    {"faultResponse", "Fault", Shape::kFault},
}};

}  // namespace

void write_sms_delivery(Writer& writer, std::span<const Payload> payloads, const Value&) {
  write_single(writer, "SMSDelivery", payloads, kFields, Rest::kDrop);
}

}  // namespace uws::mapping::callback
