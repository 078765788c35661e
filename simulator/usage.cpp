#include "simulator/usage.h"

#include <algorithm>

#include "simulator/async_request.h"
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

std::optional<Reply> refuse_without_listener(World& world, const std::string& account,
                                             const char* service) {
  if (world.listeners.contains({account, service})) return std::nullopt;
  return failure("REQUEST_FAILED.UnexpectedError", "The callback service is not registered.");
}

}  // namespace

Reply billed_usage(World& world, const Call& call) {
  const auto& body = call.body;
  if (auto refusal = refuse_account(world, text_of(body, "accountName"))) return *refusal;
  auto listed = member_of(body, "devices");
  if (listed.is_null()) listed = member_of(body, "deviceIds");
  const auto& cycle = member_of(body, "billingCycle");
  const auto since = text_of(cycle, "year") + "-" + text_of(cycle, "month");
  return start_selected(
      world, kUsage, listed, {text_of(body, "accountName"), {}, {}, Json()},
      [since](World&, Device& device) { return report_usage(device, since, since); });
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
      world, kUsage, listed, {text_of(body, "accountName"), text_of(body, "groupName"), {}, Json()},
      [since, until](World&, Device& device) { return report_usage(device, since, until); });
}

Reply set_labels(World& world, const Call& call) {
  const auto account = text_of(call.body, "accountName");
  if (auto refusal = refuse_account(world, account)) return *refusal;
  const auto& labels = member_of(call.body, "labels");
  const auto given = member_of(labels, "label");
  return start_selected(world, kUsage, member_of(labels, "devices"), {account, {}, {}, Json()},
                        [given](World&, Device& device) -> Outcome {
                          device.labels.clear();
                          for (const auto& label : given) {
                            device.labels.emplace_back(text_of(label, "name"),
                                                       text_of(label, "value"));
                          }
                          return {};
                        });
}

Reply delete_labels(World& world, const Call& call) {
  const auto found = call.query.find("accountName");
  const auto account = found == call.query.end() ? std::string{} : found->second;
  if (auto refusal = refuse_account(world, account)) return *refusal;
  // Names and values of the labels stand somewhere in the query, in whatever spelling; a device's
  // label goes when its name is among the values.
  std::vector<std::string> words;
  for (const auto& [key, value] : call.query) {
    if (key.starts_with("LabelList")) words.push_back(value);
  }
  const auto is_named = [words](const std::string& name) {
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& word) { return word.find(name) != word.npos; });
  };
  return start_selected(world, kUsage, Json(), {account, {}, {}, Json()},
                        [is_named](World&, Device& device) -> Outcome {
                          std::erase_if(device.labels,
                                        [&](const auto& label) { return is_named(label.first); });
                          return {};
                        });
}

Reply prl_version(World& world, const Call& call) {
  const auto& body = call.body;
  const auto account = account_or_default(body);
  if (auto refusal = refuse_without_listener(world, account, "DevicePRLInformation")) {
    return *refusal;
  }
  const Filter filter{text_of(body, "accountName"), text_of(body, "groupName"),
                      text_of(body, "servicePlan"), member_of(body, "customFields")};
  return start_selected(world, "DevicePRLInformation", member_of(body, "deviceIds"), filter,
                        [](World&, Device& device) -> Outcome {
                          const auto version = std::to_string(52'600 + device.number % 10);
                          return {{{"prlInformationResponse", {{"prlVersion", version}}}}, {}};
                        });
}

Reply suspension_status(World& world, const Call& call) {
  const auto& body = call.body;
  const auto account = account_or_default(body);
  if (auto refusal = refuse_without_listener(world, account, "DeviceSuspensionStatus")) {
    return *refusal;
  }
  const auto& given = member_of(body, "filter");
  const Filter filter{text_of(body, "accountName"), text_of(given, "groupName"),
                      text_of(given, "servicePlan"), member_of(given, "customFields")};
  return start_selected(world, "DeviceSuspensionStatus", member_of(body, "deviceIds"), filter,
                        [](World& w, Device& device) -> Outcome {
                          Json status = {{"state", state_title(device)}};
                          if (device.state == kSuspended && !device.history.empty()) {
                            status["suspendDate"] = format_utc(device.history.back().at);
                            status["expectedResumeDate"] =
                                format_utc(w.clock.now() + chrono::days(90));
                          }
                          status["maxSuspendDaysAllowed"] = "90";
                          status["numDaysSuspendedLast12Months"] = "0";
                          status["numDaysSuspendAllowedCurrent12Months"] = "180";
                          return {{{"deviceSuspendStatusResponse", std::move(status)}}, {}};
                        });
}

}  // namespace uws::simulator
