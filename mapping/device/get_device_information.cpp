#include "mapping/device/get_device_information.h"

#include "mapping/common/faults.h"
#include "mapping/device/device_information.h"
#include "mapping/parts/devices.h"

namespace uws::mapping::get_device_information {

Next<device__GetDeviceInformationResponse> start(const device__GetDeviceInformationRequest& in,
                                                 const CallContext&) {
  if (!in.Device) return refuse_without(kDeviceNotProvided, "Device");
  auto id = rest_device_id(*in.Device);
  if (!id) return id.error();
  Json body{{"deviceId", std::move(*id)}};
  return RestCall{Method::post, "/m2m/v1/devices/actions/list", dump(body)};
}

Next<device__GetDeviceInformationResponse> resume(const device__GetDeviceInformationRequest&,
                                                  const CallContext& context,
                                                  std::span<const Reply> replies) {
  const auto answer = parse(std::get<RestReply>(replies.back()));
  if (!answer) return answer.error();
  JsonObject fields(*answer, "", *context.notes);
  fields.ignore("hasMoreData");
  const JsonArray devices = fields.array("devices");
  if (devices.size() == 0) return refuse(kDeviceNotFound, "the platform answered without a device");
  auto output = std::make_unique<device__GetDeviceInformationResponse>();
  output->Device = soap_device<device__DeviceInformation>(devices.object(0));
  return Answer<device__GetDeviceInformationResponse>{std::move(output), {}};
}

}  // namespace uws::mapping::get_device_information
