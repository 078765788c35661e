#include "mapping/callback/sms_delivery.h"

namespace uws::mapping::callback {

void write_sms_delivery(Writer& writer, std::span<const Payload> payloads, const base::JsonValue&) {
  write_single(writer, "SMSDelivery", payloads, kSmsDeliveryFields, Rest::kDrop);
}

}  // namespace uws::mapping::callback
