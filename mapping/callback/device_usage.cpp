#include "mapping/callback/device_usage.h"

namespace uws::mapping::callback {
namespace {

constexpr std::array<Field, 1> kFields = {{{"deviceIds", "DeviceIdentifier", Shape::kDevices}}};

}  // namespace

void write_usage(Writer& writer, std::span<const Payload> payloads, const base::JsonValue&) {
  for (const Payload& payload : payloads) {
    write_elements(writer, "Usage", *payload.value, payload.path, kFields, Rest::kKeep);
  }
}

}  // namespace uws::mapping::callback
