#include "mapping/callback/payload.h"

#include <algorithm>
#include <array>

namespace uws::mapping::callback {
namespace {

constexpr std::array<Field, 1> kDevices = {{{"deviceIds", "DeviceIdentifier", Shape::kDevices}}};

}  // namespace

std::string element_of_key(std::string_view key) {
  constexpr std::string_view kSuffix = "Response";
  if (key.size() > kSuffix.size() && key.ends_with(kSuffix)) key.remove_suffix(kSuffix.size());
  return pascal_case(key);
}

void write_results(Writer& writer, std::string_view element, std::span<const Payload> payloads,
                   std::span<const Renamed> renamed) {
  writer.xml.open(element);
  for (const Payload& payload : payloads) {
    if (payload.key.empty()) {
      write_members(writer, *payload.value, payload.path, {}, Rest::kKeep);
      continue;
    }
    const auto known = std::find_if(renamed.begin(), renamed.end(),
                                    [&](const Renamed& name) { return name.key == payload.key; });
    const std::string result =
        known == renamed.end() ? element_of_key(payload.key) : std::string(known->element);
    write_elements(writer, result, *payload.value, payload.path, kDevices, Rest::kKeep);
  }
  writer.xml.close();
}

void write_single(Writer& writer, std::string_view element, std::span<const Payload> payloads,
                  std::span<const Field> fields, Rest rest) {
  const Payload& first = payloads.front();
  write_elements(writer, element, *first.value, first.path, fields, rest);
  for (const Payload& later : payloads.subspan(1)) writer.unknown.add(later.path);
}

}  // namespace uws::mapping::callback
