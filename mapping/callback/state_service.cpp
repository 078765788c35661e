#include "mapping/callback/state_service.h"

namespace uws::mapping::callback {

void write_go_to_state(Writer& writer, std::span<const Payload> payloads, const base::JsonValue&) {
  write_single(writer, "GoToState", payloads, kGoToStateFields, Rest::kDrop);
}

}  // namespace uws::mapping::callback
