// CarrierService.ChangeDeviceProfileState: POST /m2m/v1/devices/profile/actions/{action}, the
// action in lower case; only those whose REST body has no more than this request's members.

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.h"
#include "mapping/carrier/listed_devices.h"
#include "mapping/common/endings.h"
#include "mapping/common/required.h"
#include "mapping/row.h"

namespace uws::mapping::change_device_profile_state {
namespace {

using Request = carrier__ChangeDeviceProfileStateRequest;
using Output = carrier__ChangeDeviceProfileStateResponse;

// REST's further profile actions want members this request has not.
constexpr std::array<std::string_view, 5> kActions = {"delete", "disable", "download_disable",
                                                      "download_enable", "enable"};

Next<Output> to_rest(const Request& in) {
  const std::string action = base::lower(in.DeviceProfileAction.value_or(""));
  if (std::find(kActions.begin(), kActions.end(), action) == kActions.end()) {
    return refuse_saying(kUnexpectedError, "DeviceProfileAction is not valid.");
  }
  if (auto fault = check_needed({{"SmsrOid", in.SmsrOid}})) return *fault;
  Json body = Json::object();
  if (auto fault = put_listed_devices(body, in)) return *fault;
  put(body, "smsrOid", in.SmsrOid);
  return RestCall{Method::post, "/m2m/v1/devices/profile/actions/" + action, dump(body)};
}

}  // namespace

UWS_OPERATION(CarrierService, ChangeDeviceProfileState, change, to_rest,
              answers_request_id<Output>);

}  // namespace uws::mapping::change_device_profile_state
