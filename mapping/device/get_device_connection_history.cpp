// DeviceService.GetDeviceConnectionHistory: POST /m2m/v1/devices/connections/actions/listHistory.

#include "mapping/common/endings.h"
#include "mapping/device/history.h"
#include "mapping/parts/attributes.h"
#include "mapping/row.h"

namespace uws::mapping::get_device_connection_history {
namespace {

using Request = device__GetDeviceConnectionHistoryRequest;
using Output = device__GetDeviceConnectionHistoryResponse;

std::unique_ptr<device__DeviceConnectionEvent> connection_event(JsonObject record) {
  auto event = std::make_unique<device__DeviceConnectionEvent>();
  event->ConnectionEventAttributes = std::make_unique<device__ArrayOfConnectionEventAttribute>();
  for (JsonObject item : record.array("connectionEventAttributes")) {
    auto attribute = std::make_unique<device__ConnectionEventAttribute>();
    attribute->Key = item.text("key");
    attribute->Value = item.text("value");
    event->ConnectionEventAttributes->ConnectionEventAttribute.push_back(std::move(attribute));
  }
  event->ExtendedAttributes = soap_extended_attributes(record.array("extendedAttributes"));
  event->OccurredAt = record.date_time("occurredAt");
  return event;
}

Next<Output> to_rest(const Request& in) {
  const auto body = history_request(in.Device.get(), in.OccurredAtFilter.get());
  if (!body) return body.error();
  return RestCall{Method::post, "/m2m/v1/devices/connections/actions/listHistory", dump(*body)};
}

Next<Output> to_soap(const Request& in, const CallContext& context, Replies replies) {
  return answer_from_list<Output>(
      context, replies,
      [&](const JsonArray& parts, Output& output) {
        output.Device = repeated(*in.Device);
        output.ConnectionHistory = std::make_unique<device__ArrayOfDeviceConnectionEvent>();
        output.IsComplete =
            read_history(parts, newest(replies), "connectionHistory",
                         output.ConnectionHistory->DeviceConnectionEvent,
                         &device__DeviceConnectionEvent::OccurredAt, connection_event);
      },
      "");
}

}  // namespace

UWS_OPERATION(DeviceService, GetDeviceConnectionHistory, read, to_rest, to_soap);

}  // namespace uws::mapping::get_device_connection_history
