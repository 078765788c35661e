#include "mapping/carrier/change_device_contact_info.h"

#include "mapping/carrier/listed_devices.h"
#include "mapping/common/request_id.h"
#include "mapping/parts/place_of_use.h"

namespace uws::mapping::change_device_contact_info {

Next<carrier__ChangeDeviceContactInfoResponse> start(
    const carrier__ChangeDeviceContactInfoRequest& in, const CallContext&) {
  Json body = Json::object();
  if (auto fault = put_listed_devices(body, in)) return *fault;
  Json place = rest_place_of_use(in.PrimaryPlaceOfUse.get());
  if (place.is_null()) {
    return refuse_saying(kUnexpectedError, "PrimaryPlaceOfUse is required.");
  }
  put(body, "primaryPlaceOfUse", std::move(place));
  return RestCall{Method::put, "/m2m/v1/devices/actions/contactInfo", dump(body)};
}

Next<carrier__ChangeDeviceContactInfoResponse> resume(
    const carrier__ChangeDeviceContactInfoRequest&, const CallContext& context,
    std::span<const Reply> replies) {
  return answer_with_request_id<carrier__ChangeDeviceContactInfoResponse>(context, replies);
}

}  // namespace uws::mapping::change_device_contact_info
