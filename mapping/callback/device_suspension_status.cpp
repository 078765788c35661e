#include "mapping/callback/device_suspension_status.h"

namespace uws::mapping::callback {

void write_device_suspend_status(Writer& writer, std::span<const Payload> payloads,
                                 const base::JsonValue&) {
  write_single(writer, "DeviceSuspendStatus", payloads, kSuspendFields, Rest::kKeep);
}

}  // namespace uws::mapping::callback
