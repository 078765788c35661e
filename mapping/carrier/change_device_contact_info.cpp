// CarrierService.ChangeDeviceContactInfo: PUT /m2m/v1/devices/actions/contactInfo. REST empties
// every value that is not given; without a single value the request is refused here, before it
// erases all.

#include "mapping/carrier/listed_devices.h"
#include "mapping/common/endings.h"
#include "mapping/parts/place_of_use.h"
#include "mapping/row.h"

namespace uws::mapping::change_device_contact_info {
namespace {

using Request = carrier__ChangeDeviceContactInfoRequest;
using Output = carrier__ChangeDeviceContactInfoResponse;

Next<Output> to_rest(const Request& in) {
  Json body = Json::object();
  if (auto fault = put_listed_devices(body, in)) return *fault;
  Json place = rest_place_of_use(in.PrimaryPlaceOfUse.get());
  if (place.is_null()) {
    return refuse_saying(kUnexpectedError, "PrimaryPlaceOfUse is required.");
  }
  put(body, "primaryPlaceOfUse", std::move(place));
  return RestCall{Method::put, "/m2m/v1/devices/actions/contactInfo", dump(body)};
}

}  // namespace

UWS_OPERATION(CarrierService, ChangeDeviceContactInfo, change, to_rest, answers_request_id<Output>);

}  // namespace uws::mapping::change_device_contact_info
