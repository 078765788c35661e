#include "mapping/callback/payload.h"

#include <algorithm>
#include <utility>

namespace uws::mapping::callback {
namespace {

constexpr Field kDevices[] = {{"deviceIds", "DeviceIdentifier", Shape::kDevices}};

// The element of the payload of that name.
std::string result_element(const DataMember& member, std::string_view key) {
  const auto known = std::ranges::find(member.renamed, key, &Renamed::key);
  return known == member.renamed.end() ? element_of_key(key) : std::string(known->element);
}

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
    const auto result = result_element(member, payload.key);
    write_elements(writer, result, *payload.value, payload.path, kDevices, Rest::kKeep);
  }
  writer.xml.close();
}

contract::CallbackElement describe_by_fields(const DataMember& member) {
  return describe_elements(member.element, member.fields, member.rest);
}

contract::CallbackElement describe_results(const DataMember& member) {
  auto described = describe_elements(member.element, {}, Rest::kKeep);
  auto& results = described.members;
  for (const std::string_view key : member.keys) {
    auto result = describe_elements(result_element(member, key), kDevices, Rest::kKeep);
    const bool known =
        std::ranges::find(results, result.name, &contract::CallbackElement::name) != results.end();
    if (!known) results.push_back(std::move(result));
  }
  return described;
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
