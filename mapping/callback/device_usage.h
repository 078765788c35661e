#pragma once
// DeviceUsage: the result of GetAggregateDeviceUsage and GetRatedDeviceUsage.
//
// Only the element's name and REST's deviceIds were ever seen, so a record is written as it comes.

#include <array>
#include <span>

#include "mapping/callback/payload.h"

namespace uws::mapping::callback {

inline constexpr std::array<std::string_view, 2> kDeviceUsageKeys = {"usageResponse", "usage"};

// Data/Usage, once per record; a record that is a bare text (REST of 2016) becomes the text.
void write_usage(Writer& writer, std::span<const Payload> payloads, const base::JsonValue& message);

}  // namespace uws::mapping::callback
