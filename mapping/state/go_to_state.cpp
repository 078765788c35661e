// StateService.GoToState: PUT /m2m/v1/devices/actions/goToState (CallContext::go_to_state_path).
// The devices are a DeviceList, or the four filter members, or DevicesWithServiceAddress with or
// without these (the page's third example).

#include "mapping/common/endings.h"
#include "mapping/common/required.h"
#include "mapping/parts/place_of_use.h"
#include "mapping/parts/selectors.h"
#include "mapping/row.h"

namespace uws::mapping::go_to_state {
namespace {

using Request = state__GoToStateRequest;
using Output = state__GoToStateResponse;

Fault no_identifier() {
  return refuse(kDeviceNotProvided, "a DeviceWithServiceAddress has no DeviceIdentifier");
}

Result<Json> addressed_devices(const state__ArrayOfDeviceWithServiceAddress& list) {
  Json devices = Json::array();
  for (const auto& item : list.DeviceWithServiceAddress) {
    if (!item || !item->DeviceIdentifiers) return tl::unexpected(no_identifier());
    auto ids = rest_device_ids(*item->DeviceIdentifiers);
    if (!ids) return ids;
    if (ids->empty()) return tl::unexpected(no_identifier());
    Json device{{"deviceIds", std::move(*ids)}};
    put(device, "ipAddress", item->IpAddress);
    put(device, "primaryPlaceOfUse", rest_place_of_use(item->PrimaryPlaceOfUse.get()));
    devices.push_back(std::move(device));
  }
  return devices;
}

// The four filter members as they came: what they mean beside addresses is the platform's to judge.
std::optional<Fault> put_filter_beside_addresses(Json& body, const Request& in) {
  Result<Json> fields = Json::array();
  if (in.DeviceCustomFieldFilter) {
    fields = rest_custom_fields(in.DeviceCustomFieldFilter->CustomFieldFilterObj);
  }
  if (!fields) return fields.error();
  put(body, "filter", rest_filter(in, std::move(*fields)));
  return std::nullopt;
}

std::optional<Fault> put_devices(Json& body, const Request& in) {
  Result<Json> devices = Json::array();
  if (in.DevicesWithServiceAddress) devices = addressed_devices(*in.DevicesWithServiceAddress);
  if (!devices) return devices.error();
  if (devices->empty() && in.DevicesWithServiceAddress) {
    return refuse_saying(kDeviceNotProvided, "DevicesWithServiceAddress is empty.");
  }
  if (devices->empty()) {
    return put_filter(body, in, {.ip_addresses = IpAddresses::sent, .group_for_account = true});
  }
  if (in.DeviceList && !in.DeviceList->DeviceIdentifierCollection.empty()) {
    return refuse(kUnexpectedError, "DeviceList beside DevicesWithServiceAddress");
  }
  if (devices->size() > kMaxDevices) {
    return refuse(kMaxRequestsExceeded, "more than 10000 devices");
  }
  put(body, "devicesWithServiceAddress", std::move(*devices));
  return put_filter_beside_addresses(body, in);
}

Next<Output> to_rest(const Request& in, const CallContext& context) {
  if (auto fault = check_needed({{"ServiceName", in.ServiceName},
                                 {"StateName", in.StateName},
                                 {"ServicePlan", in.ServicePlan},
                                 {"MdnZipCode", in.MdnZipCode}})) {
    return *fault;
  }
  Json body = Json::object();
  if (auto fault = put_devices(body, in)) return *fault;
  put(body, "serviceName", in.ServiceName);
  put(body, "stateName", in.StateName);
  put(body, "servicePlan", in.ServicePlan);
  put(body, "mdnZipCode", in.MdnZipCode);
  put(body, "carrierIpPoolName", in.CarrierIpPoolName);
  put(body, "groupName", in.DeviceGroupName);
  put(body, "skuNumber", in.SkuNumber);
  put(body, "publicIpRestriction", in.PublicIpRestriction);
  put(body, "primaryPlaceOfUse", rest_place_of_use(in.PrimaryPlaceOfUse.get()));
  const auto* fields = in.CustomFields ? &in.CustomFields->CustomField : nullptr;
  if (auto fault = put_custom_fields(body, fields)) return *fault;
  return RestCall{Method::put, "/m2m/v1/devices/actions/" + context.go_to_state_path, dump(body)};
}

}  // namespace

UWS_OPERATION(StateService, GoToState, change, to_rest, answers_request_id<Output>);

}  // namespace uws::mapping::go_to_state
