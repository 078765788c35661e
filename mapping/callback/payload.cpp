#include "mapping/callback/payload.h"

namespace uws::mapping::callback {

std::string element_of_key(std::string_view key) {
  constexpr std::string_view kSuffix = "Response";
  if (key.size() > kSuffix.size() && key.ends_with(kSuffix)) key.remove_suffix(kSuffix.size());
  return pascal_case(key);
}

void write_single(Writer& writer, std::string_view element, std::span<const Payload> payloads,
                  std::span<const Field> fields, Rest rest) {
  const Payload& first = payloads.front();
  write_elements(writer, element, *first.value, first.path, fields, rest);
  for (const Payload& later : payloads.subspan(1)) writer.unknown.add(later.path);
}

}  // namespace uws::mapping::callback
