// CarrierService.ChangeDeviceState: POST
// /m2m/v1/devices/actions/{activate|deactivate|suspend|restore}, chosen by the one action element
// of the request. Reconnect has no REST twin and is a fault, so is everything REST's activate
// cannot say: a plan or custom field filter, a second group, SmsrOid.

#include "mapping/common/endings.h"
#include "mapping/common/public_ip.h"
#include "mapping/common/required.h"
#include "mapping/parts/place_of_use.h"
#include "mapping/parts/selectors.h"
#include "mapping/row.h"

namespace uws::mapping::change_device_state {
namespace {

using Request = carrier__ChangeDeviceStateRequest;
using Output = carrier__ChangeDeviceStateResponse;

Next<Output> call(const char* action, const Json& body) {
  return RestCall{Method::post, std::string("/m2m/v1/devices/actions/") + action, dump(body)};
}

// With devices, REST's groupName and customFields are what the devices get; without, groupName
// selects. servicePlan is always the plan they get.
std::optional<Fault> check_activation(const Request& in,
                                      const carrier__ActivateDeviceRequest& activate,
                                      bool has_devices) {
  constexpr const char* kActivate = "Activate";
  if (auto fault = check_needed(
          {{"ServicePlan", activate.ServicePlan}, {"MdnZipCode", activate.MdnZipCode}})) {
    return fault;
  }
  if (is_given(in.DeviceServicePlanFilter)) {
    return cannot_pass_on("DeviceServicePlanFilter", kActivate);
  }
  if (in.DeviceCustomFieldFilter && !in.DeviceCustomFieldFilter->CustomFieldFilterObj.empty()) {
    return cannot_pass_on("DeviceCustomFieldFilter", kActivate);
  }
  if (is_given(activate.SmsrOid)) return cannot_pass_on("SmsrOid", kActivate);
  if (!has_devices && is_given(activate.DeviceGroupName) &&
      activate.DeviceGroupName != in.DeviceGroupName) {
    return cannot_pass_on("A second DeviceGroupName", kActivate);
  }
  return std::nullopt;
}

Next<Output> activate(const Request& in) {
  const auto& to = *in.Activate;
  const bool has_devices = in.DeviceList && !in.DeviceList->DeviceIdentifierCollection.empty();
  auto selected =
      select_of(in, in.DeviceList.get(), OnDevices::change, {.ip_addresses = IpAddresses::sent});
  if (!selected) return selected.error();
  if (auto fault = check_activation(in, to, has_devices)) return *fault;
  Json body = Json::object();
  put(body, "devices", selected->devices);
  put(body, "accountName", in.AccountName);
  put(body, "servicePlan", to.ServicePlan);
  put(body, "mdnZipCode", to.MdnZipCode);
  put(body, "carrierIpPoolName", to.CarrierIpPoolName);
  put(body, "carrierName", to.CarrierName);
  put(body, "costCenterCode", to.CostCenterCode);
  put(body, "groupName", is_given(to.DeviceGroupName) ? to.DeviceGroupName : in.DeviceGroupName);
  put(body, "leadId", to.LeadId);
  put(body, "primaryPlaceOfUse", rest_place_of_use(to.PrimaryPlaceOfUse.get()));
  put(body, "publicIpRestriction", rest_public_ip(to.PublicIpRestriction));
  put(body, "skuNumber", to.SkuNumber);
  const auto* fields = to.CustomFields ? &to.CustomFields->CustomField : nullptr;
  if (auto fault = put_custom_fields(body, fields)) return *fault;
  return call("activate", body);
}

Next<Output> deactivate(const Request& in) {
  constexpr const char* kGeneralReason = "FF";  // the only documented reason
  const auto& to = *in.Deactivate;
  Json body = Json::object();
  if (auto fault = put_selection(body, in, "servicePlan")) return *fault;
  body["reasonCode"] = is_given(to.ReasonCode) ? *to.ReasonCode : kGeneralReason;
  put(body, "etfWaiver", to.EtfWaiver);
  put(body, "deleteAfterDeactivation", to.DeleteAfterDeactivation);
  return call("deactivate", body);
}

// An empty action element counts, a nil one does not.
Next<Output> to_rest(const Request& in) {
  const int actions = (in.Activate ? 1 : 0) + (in.Deactivate ? 1 : 0) + (in.Reconnect ? 1 : 0) +
                      (in.Restore ? 1 : 0) + (in.Suspend ? 1 : 0);
  if (actions != 1) {
    return refuse_saying(
        kUnexpectedError,
        "Exactly one of Activate, Deactivate, Reconnect, Restore and Suspend is required.");
  }
  if (in.Reconnect) {
    return refuse_saying(kUnexpectedError, "Reconnect is no longer offered by the platform.");
  }
  if (in.Activate) return activate(in);
  if (in.Deactivate) return deactivate(in);
  Json body = Json::object();
  if (auto fault = put_selection(body, in, "servicePlan")) return *fault;
  if (in.Suspend) put(body, "withBilling", in.Suspend->WithBilling);
  return call(in.Suspend ? "suspend" : "restore", body);
}

}  // namespace

UWS_OPERATION(CarrierService, ChangeDeviceState, change, to_rest, answers_request_id<Output>);

}  // namespace uws::mapping::change_device_state
