// CarrierService.ChangeDeviceIdentifier: PUT /m2m/v1/devices/3G/actions/deviceId. The sources do
// not spell serviceType's values; 3G and 4G are inferred from the two operations.

#include "mapping/common/endings.h"
#include "mapping/common/required.h"
#include "mapping/parts/devices.h"
#include "mapping/row.h"

namespace uws::mapping::change_device_identifier {
namespace {

using Request = carrier__ChangeDeviceIdentifierRequest;
using Output = carrier__ChangeDeviceIdentifierResponse;

// One device, one identifier; without ChangeDeviceIdentifierTo only the MDN changes.
Next<Output> to_rest(const Request& in) {
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

}  // namespace

UWS_OPERATION(CarrierService, ChangeDeviceIdentifier, change, to_rest, answers_request_id<Output>);

}  // namespace uws::mapping::change_device_identifier
