// Records of one device between two times, oldest first, at most 500 in an answer.

#include <algorithm>
#include <tl/expected.hpp>

#include "simulator/async_request.h"
#include "simulator/routes.h"
#include "simulator/world.h"

namespace uws::simulator {
namespace {

namespace chrono = std::chrono;

constexpr std::size_t kMostRecords = 500;

// What a request asks for: records of `device` from `earliest` to `latest`.
struct Question {
  const Device* device;
  TimePoint earliest, latest;
  Page page;

  bool covers(TimePoint at) const { return at >= earliest && at <= latest; }
};

tl::expected<Question, Reply> question_of(World& world, const Json& body, const Device* device) {
  const auto earliest = parse_time(text_of(body, "earliest"));
  const auto latest = parse_time(text_of(body, "latest"));
  if (!earliest || !latest || *latest < *earliest) {
    return tl::unexpected(failure("REQUEST_FAILED.UnexpectedError", "The dates are not allowed."));
  }
  if (!device) return tl::unexpected(failure("REQUEST_FAILED.DeviceNotFound"));
  return Question{device, *earliest, *latest,
                  Page{std::min(kMostRecords, world.settings.page_size)}};
}

// Calls `record(day)` for each day of the device's life within the span until it returns false.
template <class Record>
void each_day(World& world, const Question& asked, Record record) {
  const auto first = std::max(asked.earliest, asked.device->created);
  const auto last = std::min(asked.latest, world.clock.now());
  for (auto day = chrono::floor<chrono::days>(first); day <= last; day += chrono::days(1)) {
    if (!record(TimePoint(day))) return;
  }
}

// The same number of bytes for the same device and day, always.
std::int64_t bytes_of(const Device& device, TimePoint day) {
  const auto days = chrono::floor<chrono::days>(day).time_since_epoch().count();
  return 1'024 * ((device.number * 7 + days * 13) % 977 + 1);
}

Reply provisioning_history(World& world, const Call& call) {
  auto asked = question_of(world, call.body, device_of(world, member_of(call.body, "deviceId")));
  if (!asked) return asked.error();
  const auto* device = asked->device;
  Page& page = asked->page;
  for (const auto& event : device->history) {
    if (!asked->covers(event.at)) continue;
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
  Json result = {{"provisioningHistory", std::move(page.entries)}, {"hasMoreData", page.more}};
  return {page.status(), Json::array({std::move(result)})};
}

// Two events a day while the device exists.
Reply connection_history(World& world, const Call& call) {
  auto asked = question_of(world, call.body, device_of(world, member_of(call.body, "deviceId")));
  if (!asked) return asked.error();
  const auto* device = asked->device;
  Page& page = asked->page;
  const auto event = [&](TimePoint at, const char* name, std::int64_t bytes) {
    if (!asked->covers(at)) return true;
    auto attributes = Json::array();
    add_pair(attributes, "BytesUsed", std::to_string(bytes));
    add_pair(attributes, "Event", name);
    return page.add({{"connectionEventAttributes", std::move(attributes)},
                     {"extendedAttributes", Json::array()},
                     {"occurredAt", format_zoned(at)}});
  };
  each_day(world, *asked, [&](TimePoint day) {
    return event(day + chrono::hours(8), "Start", 0) &&
           event(day + chrono::hours(17), "Stop", bytes_of(*device, day));
  });
  return {page.status(),
          {{"connectionHistory", std::move(page.entries)}, {"hasMoreData", page.more}}};
}

// The device a question about usage names by an identifier or by one of its labels.
const Device* named_device(World& world, const Json& body) {
  const auto& id = member_of(body, "deviceId");
  if (!id.is_null()) return device_of(world, id);
  const auto& label = member_of(body, "label");
  if (label.is_null()) return nullptr;
  const std::pair wanted(text_of(label, "name"), text_of(label, "value"));
  for (const auto& [number, device] : world.inventory.devices()) {
    if (std::ranges::find(device.labels, wanted) != device.labels.end()) return &device;
  }
  return nullptr;
}

// One record a day while the device exists.
Reply usage_history(World& world, const Call& call) {
  auto asked = question_of(world, call.body, named_device(world, call.body));
  if (!asked) return asked.error();
  const auto* device = asked->device;
  Page& page = asked->page;
  each_day(world, *asked, [&](TimePoint day) {
    if (day < asked->earliest || day < device->created) return true;
    auto attributes = Json::array();
    add_pair(attributes, "MoSms", "0");
    return page.add({{"bytesUsed", bytes_of(*device, day)},
                     {"extendedAttributes", std::move(attributes)},
                     {"servicePlan", device->plan},
                     {"smsUsed", 0},
                     {"source", "Raw Usage"},
                     {"timestamp", format_utc(day)}});
  });
  return {page.status(), {{"hasMoreData", page.more}, {"usageHistory", std::move(page.entries)}}};
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
