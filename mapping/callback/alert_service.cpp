#include "mapping/callback/alert_service.h"

namespace uws::mapping::callback {

void write_alert_service(Writer& writer, std::span<const Payload> payloads,
                         const base::JsonValue&) {
  writer.xml.open("AlertService");
  for (const Payload& payload : payloads) {
    if (payload.key.empty()) {
      write_members(writer, *payload.value, payload.path, {}, Rest::kKeep);
    } else {
      write_open(writer, element_of_key(payload.key), *payload.value);
    }
  }
  writer.xml.close();
}

}  // namespace uws::mapping::callback
