#include "mapping/carrier/change_device_profile_state.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.h"
#include "mapping/carrier/listed_devices.h"
#include "mapping/common/request_id.h"
#include "mapping/common/required.h"

namespace uws::mapping::change_device_profile_state {
namespace {

// REST's further profile actions want members this request has not.
constexpr std::array<std::string_view, 5> kActions = {"delete", "disable", "download_disable",
                                                      "download_enable", "enable"};

}  // namespace

Next<carrier__ChangeDeviceProfileStateResponse> start(
    const carrier__ChangeDeviceProfileStateRequest& in, const CallContext&) {
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

Next<carrier__ChangeDeviceProfileStateResponse> resume(
    const carrier__ChangeDeviceProfileStateRequest&, const CallContext& context,
    std::span<const Reply> replies) {
  return answer_with_request_id<carrier__ChangeDeviceProfileStateResponse>(context, replies);
}

}  // namespace uws::mapping::change_device_profile_state
