#include "mapping/callback/device_profile_service.h"

namespace uws::mapping::callback {

void write_device_profile_service(Writer& writer, std::span<const Payload> payloads,
                                  const base::JsonValue&) {
  write_results(writer, "DeviceProfileService", payloads);
}

}  // namespace uws::mapping::callback
