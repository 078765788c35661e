// DeviceService.GetDeviceInformation: POST /m2m/v1/devices/actions/list for one device.

#include "mapping/common/endings.h"
#include "mapping/device/device_information.h"
#include "mapping/parts/devices.h"
#include "mapping/row.h"

namespace uws::mapping::get_device_information {
namespace {

using Request = device__GetDeviceInformationRequest;
using Output = device__GetDeviceInformationResponse;

Next<Output> to_rest(const Request& in) {
  if (!in.Device) return refuse_without(kDeviceNotProvided, "Device");
  auto id = rest_device_id(*in.Device);
  if (!id) return id.error();
  Json body{{"deviceId", std::move(*id)}};
  return RestCall{Method::post, "/m2m/v1/devices/actions/list", dump(body)};
}

Next<Output> to_soap(const CallContext& context, Replies replies) {
  return answer<Output>(
      context, replies, [](JsonObject& fields, Output& output) -> std::optional<Fault> {
        fields.ignore("hasMoreData");
        const JsonArray devices = fields.array("devices");
        if (devices.size() == 0) {
          return refuse(kDeviceNotFound, "the platform answered without a device");
        }
        output.Device = soap_device<device__DeviceInformation>(devices.object(0));
        return std::nullopt;
      });
}

}  // namespace

UWS_OPERATION(DeviceService, GetDeviceInformation, read, to_rest, to_soap);

}  // namespace uws::mapping::get_device_information
