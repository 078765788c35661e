#include "simulator/sms.h"

#include <algorithm>
#include <charconv>

#include "simulator/async_request.h"
#include "simulator/world.h"

namespace uws::simulator {
namespace {

constexpr const char* kService = "EnhancedConnectivityService";
constexpr const char* kConfirmation = "SMSDeliveryConfirmation";
constexpr std::size_t kMostMessages = 100;

// Sends what is queued when callbacks have been started and somebody listens.
void deliver_queued(World& world, const std::string& account) {
  auto& box = world.sms[account];
  if (!box.callbacks_started || !world.listeners.contains({account, kService})) return;
  for (auto& message : box.queue) {
    world.deliver({account,
                   kService,
                   {{"deviceIds", std::move(message.device_ids)}, {"smsMessage", message.text}}});
  }
  box.queue.clear();
}

}  // namespace

Reply send_sms(World& world, const Call& call) {
  const auto& body = call.body;
  if (text_of(body, "smsMessage").empty()) return failure("INPUT_INVALID.SmsMessage.Null");
  const Filter filter{text_of(body, "accountName"), text_of(body, "groupName"),
                      text_of(body, "servicePlan"), member_of(body, "customFields")};
  auto selection = select_devices(world, member_of(body, "deviceIds"), filter);
  if (auto* refusal = std::get_if<Reply>(&selection)) return *refusal;
  AsyncRequest request{kService, account_or_default(body),
                       std::get<std::vector<Target>>(std::move(selection)),
                       [](World&, Device& device) -> Outcome {
                         if (device.state != kActive) {
                           return {Json::object(), "INPUT_INVALID.DeviceState.Invalid"};
                         }
                         return {{{"smsDeliveryResponse", {{"confirmation", "Success"}}}}, {}};
                       }};
  request.confirming_service = kConfirmation;
  return start_async(world, std::move(request));
}

Reply list_sms(World& world, const Call& call) {
  if (auto refusal = refuse_account(world, call.account())) return *refusal;
  auto& queue = world.sms[call.account()].queue;
  std::int64_t seen = 0;
  if (const auto next = call.query.find("next"); next != call.query.end()) {
    std::from_chars(next->second.data(), next->second.data() + next->second.size(), seen);
  }
  while (!queue.empty() && queue.front().number <= seen) queue.pop_front();
  const auto page = std::min(kMostMessages, world.settings.page_size);
  auto messages = Json::array();
  for (const auto& message : queue) {
    if (messages.size() == page) break;
    messages.push_back({{"deviceIds", message.device_ids},
                        {"message", message.text},
                        {"timestamp", format_zoned(message.at)}});
  }
  const bool more = queue.size() > messages.size();
  return {more ? 202 : 200, {{"messages", std::move(messages)}, {"hasMoreData", more}}};
}

Reply start_sms_callbacks(World& world, const Call& call) {
  if (auto refusal = refuse_account(world, call.account())) return *refusal;
  world.sms[call.account()].callbacks_started = true;
  world.later([&world, account = call.account()] { deliver_queued(world, account); });
  return {200, {{"success", true}}};
}

Reply sms_history(World& world, const Call& call) {
  const auto& device = member_of(call.body, "deviceId");
  return start_selected(world, kService, Json::array({device}), {},
                        [](World&, Device&) -> Outcome { return {}; });
}

void receive_sms(World& world, const std::string& account, const Json& device_ids,
                 const std::string& text) {
  auto& box = world.sms[account];
  box.queue.push_back({++box.last_number, device_ids, text, world.clock.now()});
  deliver_queued(world, account);
}

}  // namespace uws::simulator
