#pragma once
// Histories of a device: how REST's answers are read and put in order.

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gwStub.h"
#include "mapping/common/dates.h"
#include "mapping/common/faults.h"
#include "mapping/common/json.h"
#include "mapping/device/rest_answer.h"
#include "mapping/parts/date_range.h"
#include "mapping/parts/devices.h"

namespace uws::mapping {

// {"deviceId", "earliest", "latest"}; a missing device or range is a fault.
inline Result<Json> history_request(const common__DeviceIdentifier* device,
                                    const common__InclusiveDateTimeRange* range) {
  if (!device) return tl::unexpected(refuse_without(kDeviceNotProvided, "Device"));
  if (!range) return tl::unexpected(refuse(kUnexpectedError, "the range of dates is required"));
  auto id = rest_device_id(*device);
  if (!id) return id;
  Json body{{"deviceId", std::move(*id)}};
  put_range(body, range);
  return body;
}

// The device of the request once more, as the answer repeats it.
inline std::unique_ptr<common__DeviceIdentifier> repeated(const common__DeviceIdentifier& device) {
  auto copy = std::make_unique<common__DeviceIdentifier>();
  copy->Kind = device.Kind;
  copy->Identifier = device.Identifier;
  return copy;
}

// Oldest first. Records without a date keep REST's order, so nothing moves when there is one.
template <class Record>
void sort_oldest_first(std::vector<std::unique_ptr<Record>>& records,
                       std::optional<std::string> Record::*time) {
  const bool dated = std::all_of(records.begin(), records.end(), [&](const auto& record) {
    return instant(((*record).*time).value_or("")).has_value();
  });
  if (!dated) return;
  std::stable_sort(records.begin(), records.end(), [&](const auto& a, const auto& b) {
    return instant(*((*a).*time)) < instant(*((*b).*time));
  });
}

// Reads {hasMoreData, <member>: […]}, or a list of such objects: REST wraps some histories in an
// array. Appends make(JsonObject) of every record to `records`, oldest first by their `time`:
// clients go on at the last record's time + 1 ms. True when REST has no more data.
template <class Record, class Make>
bool read_history(const JsonArray& parts, const RestReply& reply, const char* member,
                  std::vector<std::unique_ptr<Record>>& records,
                  std::optional<std::string> Record::*time, Make make) {
  bool complete = parts.size() > 0 || is_complete(std::nullopt, reply);
  for (JsonObject part : parts) {
    complete = is_complete(part.boolean("hasMoreData"), reply) && complete;
    part.ignore("deviceId");
    collect(part.array(member), records, make);
  }
  sort_oldest_first(records, time);
  return complete;
}

}  // namespace uws::mapping
