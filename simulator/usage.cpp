// Asynchronous questions about devices: usage, labels, roaming lists, suspension.

#include <algorithm>

#include "simulator/async_request.h"
#include "simulator/routes.h"
#include "simulator/world.h"

namespace uws::simulator {
namespace {

namespace chrono = std::chrono;

constexpr const char* kUsage = "DeviceUsage";
constexpr chrono::days kLongestSpan{31};
constexpr chrono::days kOldestStart{184};

Outcome report_usage(const Device& device, const std::string& since, const std::string& until) {
  Json record = {{"deviceIds", ids_json(device)},
                 {"bytesUsed", std::to_string(1'024 * (device.number % 977 + 1))},
                 {"smsUsed", "0"},
                 {"startTime", since},
                 {"endTime", until}};
  return {{{"usageResponse", Json::array({std::move(record)})}}, {}};
}

// A question that only a registered service may ask, about the devices in `deviceIds`.
Reply ask_as(const char* service, World& world, const Call& call, const Filter& filter,
             Outcome (*report)(World&, Device&)) {
  if (!world.listeners.contains({call.account_or_default(), service})) {
    return failure("REQUEST_FAILED.UnexpectedError", "The callback service is not registered.");
  }
  return start_selected(world, service, member_of(call.body, "deviceIds"), filter, report);
}

Reply billed_usage(World& world, const Call& call) {
  auto listed = member_of(call.body, "devices");
  if (listed.is_null()) listed = member_of(call.body, "deviceIds");
  const auto& cycle = member_of(call.body, "billingCycle");
  const auto since = text_of(cycle, "year") + "-" + text_of(cycle, "month");
  return start_selected(world, kUsage, listed, {call.account, {}, {}, Json()},
                        [since](World&, Device& d) { return report_usage(d, since, since); });
}

Reply aggregate_usage(World& world, const Call& call) {
  const auto& body = call.body;
  const auto since = text_of(body, "startTime");
  const auto until = text_of(body, "endTime");
  const auto start = parse_time(since);
  const auto end = parse_time(until);
  if (!start || !end || *end < *start || *end - *start > kLongestSpan ||
      world.clock.now() - *start > kOldestStart) {
    return failure("REQUEST_FAILED.UnexpectedError", "The dates are not allowed.");
  }
  auto listed = member_of(body, "deviceIds");
  if (const auto& one = member_of(body, "deviceId"); !one.is_null()) listed = Json::array({one});
  return start_selected(
      world, kUsage, listed, {call.account, text_of(body, "groupName"), {}, Json()},
      [since, until](World&, Device& d) { return report_usage(d, since, until); });
}

Reply set_labels(World& world, const Call& call) {
  const auto& labels = member_of(call.body, "labels");
  return start_selected(world, kUsage, member_of(labels, "devices"), {call.account, {}, {}, Json()},
                        [given = member_of(labels, "label")](World&, Device& device) -> Outcome {
                          device.labels.clear();
                          for (const auto& label : given) {
                            device.labels.emplace_back(text_of(label, "name"),
                                                       text_of(label, "value"));
                          }
                          return {};
                        });
}

// Names and values of the labels stand somewhere in the query, in whatever spelling; a device's
// label goes when its name is among the values.
Reply delete_labels(World& world, const Call& call) {
  std::vector<std::string> words;
  for (const auto& [key, value] : call.query) {
    if (key.starts_with("LabelList")) words.push_back(value);
  }
  return start_selected(world, kUsage, Json(), {call.account, {}, {}, Json()},
                        [words](World&, Device& device) -> Outcome {
                          std::erase_if(device.labels, [&](const auto& label) {
                            return std::ranges::any_of(words, [&](const std::string& word) {
                              return word.find(label.first) != word.npos;
                            });
                          });
                          return {};
                        });
}

Outcome report_prl(World&, Device& device) {
  const auto version = std::to_string(52'600 + device.number % 10);
  return {{{"prlInformationResponse", {{"prlVersion", version}}}}};
}

Reply prl_version(World& world, const Call& call) {
  return ask_as("DevicePRLInformation", world, call, filter_of(call.body), report_prl);
}

Outcome report_suspension(World& world, Device& device) {
  Json status = {{"state", state_title(device)}};
  if (device.state == kSuspended && !device.history.empty()) {
    status["suspendDate"] = format_utc(device.history.back().at);
    status["expectedResumeDate"] = format_utc(world.clock.now() + chrono::days(90));
  }
  status["maxSuspendDaysAllowed"] = "90";
  status["numDaysSuspendedLast12Months"] = "0";
  status["numDaysSuspendAllowedCurrent12Months"] = "180";
  return {{{"deviceSuspendStatusResponse", std::move(status)}}};
}

Reply suspension_status(World& world, const Call& call) {
  auto filter = filter_of(member_of(call.body, "filter"));
  filter.account = call.account;
  return ask_as("DeviceSuspensionStatus", world, call, filter, report_suspension);
}

}  // namespace

Routes usage_routes() {
  static constexpr Route kRoutes[] = {
      {"POST /m2m/v1/devices/actions/usagesegmentationlabels", set_labels, kAccount},
      {"DELETE /m2m/v1/devices/actions/usagesegmentationlabels", delete_labels, kAccount},
      {"POST /m2m/v1/devices/prl/actions/list", prl_version},
      {"POST /m2m/v1/devices/suspension/status", suspension_status},
      {"POST /m2m/v1/devices/usage/actions/billedusage/list", billed_usage, kAccount},
      {"POST /m2m/v1/devices/usage/actions/list/aggregate", aggregate_usage},
  };
  return kRoutes;
}

}  // namespace uws::simulator
