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

// Reads {hasMoreData, <member>: […]}, or a list of such objects: REST wraps some histories in an
// array. `read(JsonObject&)` makes one record. True when REST has no more data.
template <class Read>
bool read_history(const base::JsonValue& answer, const RestReply& reply, const char* member,
                  Notes& notes, Read read) {
  const JsonArray parts(&answer, "", notes);
  bool complete = parts.size() > 0 || is_complete(std::nullopt, reply);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    JsonObject part = parts.object(i);
    complete = is_complete(part.boolean("hasMoreData"), reply) && complete;
    part.ignore("deviceId");
    const JsonArray records = part.array(member);
    for (std::size_t k = 0; k < records.size(); ++k) {
      JsonObject record = records.object(k);
      read(record);
    }
  }
  return complete;
}

// Oldest first: clients go on at the last record's time + 1 ms. Records without a date keep REST's
// order, so nothing moves when there is one.
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

}  // namespace uws::mapping
