#include "mapping/device/get_device_provisioning_history.h"

#include "mapping/device/history.h"
#include "mapping/parts/attributes.h"

namespace uws::mapping::get_device_provisioning_history {
namespace {

using Request = device__GetDeviceProvisioningHistoryRequest;
using Output = device__GetDeviceProvisioningHistoryResponse;

std::unique_ptr<device__ProvisioningEvent> provisioning_event(JsonObject& record) {
  auto event = std::make_unique<device__ProvisioningEvent>();
  event->OccurredAt = record.date_time("occurredAt");
  event->Status = record.text("status");
  event->EventBy = record.text("eventBy");
  event->EventType = record.text("eventType");
  event->ServicePlan = record.text("servicePlan");
  event->MDN = record.text("mdn");
  event->MSISDN = record.text("msisdn");
  event->ExtendedAttributes = soap_extended_attributes(record.array("extendedAttributes"));
  return event;
}

}  // namespace

Next<Output> start(const Request& in, const CallContext&) {
  const auto body = history_request(in.Device.get(), in.OccurredAtFilter.get());
  if (!body) return body.error();
  return RestCall{Method::post, "/m2m/v1/devices/history/actions/list", dump(*body)};
}

Next<Output> resume(const Request& in, const CallContext& context, std::span<const Reply> replies) {
  const auto& reply = std::get<RestReply>(replies.back());
  const auto answer = parse(reply);
  if (!answer) return answer.error();
  auto output = std::make_unique<Output>();
  output->Device = repeated(*in.Device);
  output->ProvisioningHistory = std::make_unique<device__ArrayOfProvisioningEvent>();
  auto& events = output->ProvisioningHistory->ProvisioningEvent;
  output->IsComplete =
      read_history(*answer, reply, "provisioningHistory", *context.notes,
                   [&](JsonObject& record) { events.push_back(provisioning_event(record)); });
  sort_oldest_first(events, &device__ProvisioningEvent::OccurredAt);
  return Answer<Output>{std::move(output), {}};
}

}  // namespace uws::mapping::get_device_provisioning_history
