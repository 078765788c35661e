// DeviceService.GetDeviceProvisioningHistory: POST /m2m/v1/devices/history/actions/list.

#include "mapping/common/endings.h"
#include "mapping/device/history.h"
#include "mapping/parts/attributes.h"
#include "mapping/row.h"

namespace uws::mapping::get_device_provisioning_history {
namespace {

using Request = device__GetDeviceProvisioningHistoryRequest;
using Output = device__GetDeviceProvisioningHistoryResponse;

std::unique_ptr<device__ProvisioningEvent> provisioning_event(JsonObject record) {
  using Event = device__ProvisioningEvent;
  auto event = std::make_unique<Event>();
  event->OccurredAt = record.date_time("occurredAt");
  read_texts(record, *event,
             {{"status", &Event::Status},
              {"eventBy", &Event::EventBy},
              {"eventType", &Event::EventType},
              {"servicePlan", &Event::ServicePlan},
              {"mdn", &Event::MDN},
              {"msisdn", &Event::MSISDN}});
  event->ExtendedAttributes = soap_extended_attributes(record.array("extendedAttributes"));
  return event;
}

Next<Output> to_rest(const Request& in) {
  const auto body = history_request(in.Device.get(), in.OccurredAtFilter.get());
  if (!body) return body.error();
  return RestCall{Method::post, "/m2m/v1/devices/history/actions/list", dump(*body)};
}

Next<Output> to_soap(const Request& in, const CallContext& context, Replies replies) {
  return answer_from_list<Output>(
      context, replies,
      [&](const JsonArray& parts, Output& output) {
        output.Device = repeated(*in.Device);
        output.ProvisioningHistory = std::make_unique<device__ArrayOfProvisioningEvent>();
        output.IsComplete =
            read_history(parts, newest(replies), "provisioningHistory",
                         output.ProvisioningHistory->ProvisioningEvent,
                         &device__ProvisioningEvent::OccurredAt, provisioning_event);
      },
      "");
}

}  // namespace

UWS_OPERATION(DeviceService, GetDeviceProvisioningHistory, read, to_rest, to_soap);

}  // namespace uws::mapping::get_device_provisioning_history
