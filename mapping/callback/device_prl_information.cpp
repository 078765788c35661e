#include "mapping/callback/device_prl_information.h"

namespace uws::mapping::callback {

void write_prl_information(Writer& writer, std::span<const Payload> payloads,
                           const base::JsonValue&) {
  write_single(writer, "PRLInformation", payloads, kPrlInformationFields, Rest::kDrop);
}

}  // namespace uws::mapping::callback
