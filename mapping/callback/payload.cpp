#include "mapping/callback/payload.h"

#include <algorithm>

namespace uws::mapping::callback {
namespace {

constexpr Field kDevices[] = {{"deviceIds", "DeviceIdentifier", Shape::kDevices}};

}  // namespace

std::string element_of_key(std::string_view key) {
  constexpr std::string_view kSuffix = "Response";
  if (key.size() > kSuffix.size() && key.ends_with(kSuffix)) key.remove_suffix(kSuffix.size());
  return pascal_case(key);
}

void write_results(Writer& writer, const DataMember& member, std::span<const Payload> payloads,
                   const base::JsonValue&) {
  writer.xml.open(member.element);
  for (const Payload& payload : payloads) {
    if (payload.key.empty()) {
      write_members(writer, *payload.value, payload.path, {}, Rest::kKeep);
      continue;
    }
    const auto known = std::ranges::find(member.renamed, payload.key, &Renamed::key);
    const std::string result =
        known == member.renamed.end() ? element_of_key(payload.key) : std::string(known->element);
    write_elements(writer, result, *payload.value, payload.path, kDevices, Rest::kKeep);
  }
  writer.xml.close();
}

void write_single(Writer& writer, const DataMember& member, std::span<const Payload> payloads,
                  const base::JsonValue& message) {
  write_each(writer, member, payloads.first(1), message);
  for (const Payload& later : payloads.subspan(1)) writer.unknown.add(later.path);
}

void write_each(Writer& writer, const DataMember& member, std::span<const Payload> payloads,
                const base::JsonValue&) {
  for (const Payload& payload : payloads) {
    write_elements(writer, member.element, *payload.value, payload.path, member.fields,
                   member.rest);
  }
}

}  // namespace uws::mapping::callback
