// Text messages to and from devices.

#include <algorithm>

#include "simulator/async_request.h"
#include "simulator/routes.h"
#include "simulator/world.h"

namespace uws::simulator {
namespace {

constexpr const char* kSmsService = "EnhancedConnectivityService";
constexpr const char* kConfirmation = "SMSDeliveryConfirmation";
constexpr std::size_t kMostMessages = 100;

// Sends what is queued when callbacks have been started and somebody listens.
void deliver_queued(World& world, const std::string& account) {
  auto& box = world.sms[account];
  if (!box.callbacks_started || !world.listeners.contains({account, kSmsService})) return;
  for (auto& message : box.queue) {
    world.deliver({account,
                   kSmsService,
                   {{"deviceIds", std::move(message.device_ids)}, {"smsMessage", message.text}}});
  }
  box.queue.clear();
}

// A callback of EnhancedConnectivityService when it is sent, then one of SMSDeliveryConfirmation
// when the device has it; two per device.
Reply send_sms(World& world, const Call& call) {
  if (text_of(call.body, "smsMessage").empty()) return failure("INPUT_INVALID.SmsMessage.Null");
  auto targets = select_devices(world, member_of(call.body, "deviceIds"), filter_of(call.body));
  if (!targets) return targets.error();
  AsyncRequest request{kSmsService, call.account_or_default(), std::move(*targets),
                       [](World&, Device& device) -> Outcome {
                         if (device.state != kActive) return wrong_state();
                         return {{{"smsDeliveryResponse", {{"confirmation", "Success"}}}}};
                       }};
  request.confirming_service = kConfirmation;
  return start_async(world, std::move(request));
}

// Messages of devices, at most 100. `next` is the number of messages seen: those are acknowledged
// and leave the queue.
Reply list_sms(World& world, const Call& call) {
  auto& queue = world.sms[call.account].queue;
  const auto seen = call.next();
  while (!queue.empty() && queue.front().number <= seen) queue.pop_front();
  Page page{std::min(kMostMessages, world.settings.page_size)};
  for (const auto& message : queue) {
    if (!page.add({{"deviceIds", message.device_ids},
                   {"message", message.text},
                   {"timestamp", format_zoned(message.at)}})) {
      break;
    }
  }
  return {page.status(), {{"messages", std::move(page.entries)}, {"hasMoreData", page.more}}};
}

// Queued messages go to the EnhancedConnectivityService listener from now on.
Reply start_sms_callbacks(World& world, const Call& call) {
  world.sms[call.account].callbacks_started = true;
  world.later([&world, account = call.account] { deliver_queued(world, account); });
  return {200, {{"success", true}}};
}

Reply sms_history(World& world, const Call& call) {
  const auto& device = member_of(call.body, "deviceId");
  return start_selected(world, kSmsService, Json::array({device}), {},
                        [](World&, Device&) -> Outcome { return {}; });
}

}  // namespace

void receive_sms(World& world, const std::string& account, const Json& device_ids,
                 const std::string& text) {
  auto& box = world.sms[account];
  box.queue.push_back({++box.last_number, device_ids, text, world.clock.now()});
  deliver_queued(world, account);
}

Routes sms_routes() {
  static constexpr Route kRoutes[] = {
      {"POST /m2m/v1/devices/sms/history/actions/list", sms_history},
      {"POST /m2m/v1/sms", send_sms},
      {"GET /m2m/v1/sms/{accountName}/history", list_sms, kAccount},
      {"PUT /m2m/v1/sms/{accountName}/startCallbacks", start_sms_callbacks, kAccount},
  };
  return kRoutes;
}

}  // namespace uws::simulator
