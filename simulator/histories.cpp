// Records of one device between two times, oldest first, at most 500 in an answer.

#include <algorithm>

#include "simulator/async_request.h"
#include "simulator/routes.h"
#include "simulator/world.h"

namespace uws::simulator {
namespace {

namespace chrono = std::chrono;

constexpr std::size_t kMostRecords = 500;

struct Span {
  TimePoint earliest, latest;
};

std::optional<Span> span_of(const Json& body) {
  const auto earliest = parse_time(text_of(body, "earliest"));
  const auto latest = parse_time(text_of(body, "latest"));
  if (!earliest || !latest || *latest < *earliest) return std::nullopt;
  return Span{*earliest, *latest};
}

// A page of records being filled; `more` is set instead of growing past the limit.
struct Page {
  std::size_t limit;
  Json records = Json::array();
  bool more = false;

  explicit Page(World& world) : limit(std::min(kMostRecords, world.settings.page_size)) {}
  bool add(Json record) {
    more = records.size() == limit;
    if (!more) records.push_back(std::move(record));
    return !more;
  }
  int status() const { return more ? 202 : 200; }
};

// Calls `record(day)` for each day of the device's life within the span until it returns false.
template <class Record>
void each_day(World& world, const Device& device, const Span& span, Record record) {
  const auto first = std::max(span.earliest, device.created);
  const auto last = std::min(span.latest, world.clock.now());
  for (auto day = chrono::floor<chrono::days>(first); day <= last; day += chrono::days(1)) {
    if (!record(TimePoint(day))) return;
  }
}

// The same number of bytes for the same device and day, always.
std::int64_t bytes_of(const Device& device, TimePoint day) {
  const auto days = chrono::floor<chrono::days>(day).time_since_epoch().count();
  return 1'024 * ((device.number * 7 + days * 13) % 977 + 1);
}

Reply bad_span() { return failure("REQUEST_FAILED.UnexpectedError", "The dates are not allowed."); }

Reply provisioning_history(World& world, const Call& call) {
  const auto span = span_of(call.body);
  if (!span) return bad_span();
  const auto* device = device_of(world, member_of(call.body, "deviceId"));
  if (!device) return failure("REQUEST_FAILED.DeviceNotFound");
  Page page(world);
  for (const auto& event : device->history) {
    if (event.at < span->earliest || event.at > span->latest) continue;
    if (!page.add({{"occurredAt", format_zoned(event.at)},
                   {"status", "Success"},
                   {"eventBy", "Demo User"},
                   {"eventType", event.type},
                   {"servicePlan", event.plan},
                   {"mdn", device->id("mdn")},
                   {"msisdn", device->id("msisdn")},
                   {"extendedAttributes", Json::array()}})) {
      break;
    }
  }
  Json result = {{"provisioningHistory", std::move(page.records)}, {"hasMoreData", page.more}};
  return {page.status(), Json::array({std::move(result)})};
}

// Two events a day while the device exists.
Reply connection_history(World& world, const Call& call) {
  const auto span = span_of(call.body);
  if (!span) return bad_span();
  const auto* device = device_of(world, member_of(call.body, "deviceId"));
  if (!device) return failure("REQUEST_FAILED.DeviceNotFound");
  Page page(world);
  const auto event = [&](TimePoint at, const char* name, std::int64_t bytes) {
    if (at < span->earliest || at > span->latest) return true;
    auto attributes = Json::array();
    add_pair(attributes, "BytesUsed", std::to_string(bytes));
    add_pair(attributes, "Event", name);
    return page.add({{"connectionEventAttributes", std::move(attributes)},
                     {"extendedAttributes", Json::array()},
                     {"occurredAt", format_zoned(at)}});
  };
  each_day(world, *device, *span, [&](TimePoint day) {
    return event(day + chrono::hours(8), "Start", 0) &&
           event(day + chrono::hours(17), "Stop", bytes_of(*device, day));
  });
  return {page.status(),
          {{"connectionHistory", std::move(page.records)}, {"hasMoreData", page.more}}};
}

// One record a day while the device exists.
Reply usage_history(World& world, const Call& call) {
  const auto span = span_of(call.body);
  if (!span) return bad_span();
  const auto& wanted = member_of(call.body, "deviceId");
  const Device* device = wanted.is_null() ? nullptr : device_of(world, wanted);
  if (const auto& label = member_of(call.body, "label"); wanted.is_null() && !label.is_null()) {
    const std::pair pair(text_of(label, "name"), text_of(label, "value"));
    for (const auto& [number, candidate] : world.inventory.devices()) {
      const auto& labels = candidate.labels;
      if (std::find(labels.begin(), labels.end(), pair) != labels.end()) device = &candidate;
      if (device) break;
    }
  }
  if (!device) return failure("REQUEST_FAILED.DeviceNotFound");
  Page page(world);
  each_day(world, *device, *span, [&](TimePoint day) {
    if (day < span->earliest || day < device->created) return true;
    auto attributes = Json::array();
    add_pair(attributes, "MoSms", "0");
    return page.add({{"bytesUsed", bytes_of(*device, day)},
                     {"extendedAttributes", std::move(attributes)},
                     {"servicePlan", device->plan},
                     {"smsUsed", 0},
                     {"source", "Raw Usage"},
                     {"timestamp", format_utc(day)}});
  });
  return {page.status(), {{"hasMoreData", page.more}, {"usageHistory", std::move(page.records)}}};
}

}  // namespace

Routes history_routes() {
  static constexpr Route kRoutes[] = {
      {"POST /m2m/v1/devices/connections/actions/listHistory", connection_history},
      {"POST /m2m/v1/devices/history/actions/list", provisioning_history},
      {"POST /m2m/v1/devices/usage/actions/list", usage_history},
  };
  return kRoutes;
}

}  // namespace uws::simulator
