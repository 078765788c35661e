#include "mapping/carrier/change_device_identifier.h"

#include "mapping/common/request_id.h"
#include "mapping/common/required.h"
#include "mapping/parts/devices.h"

namespace uws::mapping::change_device_identifier {

// One device, one identifier; without ChangeDeviceIdentifierTo only the MDN changes.
Next<carrier__ChangeDeviceIdentifierResponse> start(
    const carrier__ChangeDeviceIdentifierRequest& in, const CallContext&) {
  if (!in.Device) return refuse_without(kDeviceNotProvided, "Device");
  const auto device = rest_device_id(*in.Device);
  if (!device) return device.error();
  Json body{{"deviceIds", Json::array({*device})}};
  if (in.ChangeDeviceIdentifierTo) {
    const auto to = rest_device_id(*in.ChangeDeviceIdentifierTo);
    if (!to) return to.error();
    body["deviceIdsTo"] = Json::array({*to});
  } else if (!is_given(in.MdnZipCode) && !is_given(in.MdnNpaNxx)) {
    return refuse_saying(kUnexpectedError,
                         "ChangeDeviceIdentifierTo, MdnZipCode or MdnNpaNxx is required.");
  }
  put(body, "assignNonGeoMdn", in.AssignNonGeoMDN);
  put(body, "zipCode", in.MdnZipCode);
  put(body, "npaNxx", in.MdnNpaNxx);
  put(body, "servicePlan", in.ServicePlan);
  return RestCall{Method::put, "/m2m/v1/devices/3G/actions/deviceId", dump(body)};
}

Next<carrier__ChangeDeviceIdentifierResponse> resume(const carrier__ChangeDeviceIdentifierRequest&,
                                                     const CallContext& context,
                                                     std::span<const Reply> replies) {
  return answer_with_request_id<carrier__ChangeDeviceIdentifierResponse>(context, replies);
}

}  // namespace uws::mapping::change_device_identifier
