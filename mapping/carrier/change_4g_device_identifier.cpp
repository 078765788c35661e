// CarrierService.Change4GDeviceIdentifier: PUT /m2m/v1/devices/4G/actions/deviceId.

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.h"
#include "mapping/common/endings.h"
#include "mapping/common/required.h"
#include "mapping/parts/devices.h"
#include "mapping/row.h"

namespace uws::mapping::change_4g_device_identifier {
namespace {

using Request = carrier__Change4GDeviceIdentifierRequest;
using Output = carrier__Change4GDeviceIdentifierResponse;

constexpr std::string_view kChangeMsisdn = "ChangeMSISDN";
constexpr std::string_view kChangeImeiAndEid = "ChangeIMEIandEID";
constexpr std::array<std::string_view, 7> kOptions = {
    "ChangeICCID", "ChangeIMEI", "ChangeIMEIandICCID", kChangeMsisdn,
    "3Gto4G",      "4Gto3G",     kChangeImeiAndEid};

// The documented spelling of an option; empty when it is none.
std::string known_option(std::string_view option) {
  const auto found = std::find_if(kOptions.begin(), kOptions.end(), [&](std::string_view known) {
    return base::same_no_case(known, option);
  });
  return found == kOptions.end() ? std::string() : std::string(*found);
}

Next<Output> to_rest(const Request& in) {
  const std::string option = known_option(in.Change4GOption.value_or(""));
  if (option.empty()) return refuse_saying(kUnexpectedError, "Change4GOption is not valid.");
  auto device = rest_collection(in.Device.get());
  if (!device) return device.error();
  if (device->empty()) return refuse_without(kDeviceNotProvided, "Device");
  auto to = rest_collection(in.ChangeDeviceIdentifierTo.get());
  if (!to) return to.error();
  if (to->empty() && option != kChangeMsisdn) {
    return refuse_saying(kUnexpectedError, "ChangeDeviceIdentifierTo is required.");
  }
  if (option == kChangeImeiAndEid) {
    if (auto fault = check_needed({{"SmsrOid", in.SmsrOid}})) return *fault;
  }
  Json body{{"change4gOption", option}, {"deviceIds", std::move(*device)}};
  put(body, "deviceIdsTo", std::move(*to));
  put(body, "servicePlan", in.ServicePlan);
  put(body, "assignNonGeoMdn", in.AssignNonGeoMDN);
  put(body, "zipCode", in.MdnZipCode);
  put(body, "npaNxx", in.MdnNpaNxx);
  put(body, "smsrOid", in.SmsrOid);
  return RestCall{Method::put, "/m2m/v1/devices/4G/actions/deviceId", dump(body)};
}

}  // namespace

UWS_OPERATION(CarrierService, Change4GDeviceIdentifier, change, to_rest,
              answers_request_id<Output>);

}  // namespace uws::mapping::change_4g_device_identifier
