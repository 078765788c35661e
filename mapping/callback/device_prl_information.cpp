#include "mapping/callback/device_prl_information.h"

namespace uws::mapping::callback {
namespace {

constexpr std::array<Field, 2> kFields = {{
    {"prlVersion", "PRLVersion"},
    {"faultResponse", "Fault", Shape::kFault},
}};

}  // namespace

void write_prl_information(Writer& writer, std::span<const Payload> payloads, const Value&) {
  write_single(writer, "PRLInformation", payloads, kFields, Rest::kDrop);
}

}  // namespace uws::mapping::callback
