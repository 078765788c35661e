#include "mapping/callback/payload.h"

namespace uws::mapping::callback {

void write_single(Writer& writer, std::string_view element, std::span<const Payload> payloads,
                  std::span<const Field> fields, Rest rest) {
  const Payload& first = payloads.front();
  write_elements(writer, element, *first.value, first.path, fields, rest);
  for (const Payload& later : payloads.subspan(1)) writer.unknown.add(later.path);
}

}  // namespace uws::mapping::callback
