#include "mapping/device/get_device_connection_history.h"

#include "mapping/device/history.h"
#include "mapping/parts/attributes.h"

namespace uws::mapping::get_device_connection_history {
namespace {

using Request = device__GetDeviceConnectionHistoryRequest;
using Output = device__GetDeviceConnectionHistoryResponse;

std::unique_ptr<device__DeviceConnectionEvent> connection_event(JsonObject& record) {
  auto event = std::make_unique<device__DeviceConnectionEvent>();
  event->ConnectionEventAttributes = std::make_unique<device__ArrayOfConnectionEventAttribute>();
  const JsonArray list = record.array("connectionEventAttributes");
  for (std::size_t i = 0; i < list.size(); ++i) {
    JsonObject item = list.object(i);
    auto attribute = std::make_unique<device__ConnectionEventAttribute>();
    attribute->Key = item.text("key");
    attribute->Value = item.text("value");
    event->ConnectionEventAttributes->ConnectionEventAttribute.push_back(std::move(attribute));
  }
  event->ExtendedAttributes = soap_extended_attributes(record.array("extendedAttributes"));
  event->OccurredAt = record.date_time("occurredAt");
  return event;
}

}  // namespace

Next<Output> start(const Request& in, const CallContext&) {
  const auto body = history_request(in.Device.get(), in.OccurredAtFilter.get());
  if (!body) return body.error();
  return RestCall{Method::post, "/m2m/v1/devices/connections/actions/listHistory", dump(*body)};
}

Next<Output> resume(const Request& in, const CallContext& context, std::span<const Reply> replies) {
  const auto& reply = std::get<RestReply>(replies.back());
  const auto answer = parse(reply);
  if (!answer) return answer.error();
  auto output = std::make_unique<Output>();
  output->Device = repeated(*in.Device);
  output->ConnectionHistory = std::make_unique<device__ArrayOfDeviceConnectionEvent>();
  auto& events = output->ConnectionHistory->DeviceConnectionEvent;
  output->IsComplete =
      read_history(*answer, reply, "connectionHistory", *context.notes,
                   [&](JsonObject& record) { events.push_back(connection_event(record)); });
  sort_oldest_first(events, &device__DeviceConnectionEvent::OccurredAt);
  return Answer<Output>{std::move(output), {}};
}

}  // namespace uws::mapping::get_device_connection_history
