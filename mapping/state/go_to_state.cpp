#include "mapping/state/go_to_state.h"

#include "mapping/common/place_of_use.h"
#include "mapping/common/public_ip.h"
#include "mapping/common/request_id.h"
#include "mapping/common/required.h"
#include "mapping/common/selectors.h"

namespace uws::mapping::go_to_state {
namespace {

using Request = state__GoToStateRequest;

Result<Json> addressed_devices(const state__ArrayOfDeviceWithServiceAddress& list) {
  Json devices = Json::array();
  for (const auto& item : list.DeviceWithServiceAddress) {
    if (!item) continue;
    if (!item->DeviceIdentifiers) return tl::unexpected(uws_fault(kDeviceNotProvided));
    auto ids = rest_device_ids(*item->DeviceIdentifiers);
    if (!ids) return ids;
    if (ids->empty()) return tl::unexpected(uws_fault(kDeviceNotProvided));
    Json device{{"deviceIds", std::move(*ids)}};
    put(device, "ipAddress", item->IpAddress);
    put(device, "primaryPlaceOfUse", rest_place_of_use(item->PrimaryPlaceOfUse.get()));
    devices.push_back(std::move(device));
  }
  return devices;
}

bool selects_otherwise(const Request& in) {
  return (in.DeviceList && !in.DeviceList->DeviceIdentifierCollection.empty()) ||
         is_given(in.DeviceGroupNameFilter) || is_given(in.AccountNameFilter) ||
         is_given(in.DeviceServicePlanFilter) ||
         (in.DeviceCustomFieldFilter && !in.DeviceCustomFieldFilter->CustomFieldFilterObj.empty());
}

std::optional<Fault> put_devices(Json& body, const Request& in) {
  Result<Json> devices = Json::array();
  if (in.DevicesWithServiceAddress) devices = addressed_devices(*in.DevicesWithServiceAddress);
  if (!devices) return devices.error();
  if (devices->empty()) return put_filter(body, in);
  if (selects_otherwise(in)) return uws_fault(kUnexpectedError);
  if (devices->size() > kMaxDevices) return uws_fault(kMaxRequestsExceeded);
  put(body, "devicesWithServiceAddress", std::move(*devices));
  return std::nullopt;
}

}  // namespace

Next<state__GoToStateResponse> start(const state__GoToStateRequest& in, const CallContext&) {
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
  put(body, "publicIpRestriction", rest_public_ip(in.PublicIpRestriction));
  put(body, "primaryPlaceOfUse", rest_place_of_use(in.PrimaryPlaceOfUse.get()));
  if (in.CustomFields) {
    auto fields = rest_custom_fields(in.CustomFields->CustomField);
    if (!fields) return fields.error();
    put(body, "customFields", std::move(*fields));
  }
  return RestCall{Method::put, "/m2m/v1/devices/actions/gotostate", dump(body)};
}

Next<state__GoToStateResponse> resume(const state__GoToStateRequest&, const CallContext& context,
                                      std::span<const Reply> replies) {
  return answer_with_request_id<state__GoToStateResponse>(context, replies);
}

}  // namespace uws::mapping::go_to_state
