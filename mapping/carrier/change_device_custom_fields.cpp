#include "mapping/carrier/change_device_custom_fields.h"

#include "mapping/common/faults.h"
#include "mapping/common/request_id.h"
#include "mapping/parts/selectors.h"

namespace uws::mapping::change_device_custom_fields {

// REST's customFields select, customFieldsToUpdate are set.
Next<carrier__ChangeDeviceCustomFieldsResponse> start(
    const carrier__ChangeDeviceCustomFieldsRequest& in, const CallContext&) {
  Json body = Json::object();
  if (auto fault = put_selection(body, in, "servicePlan")) return *fault;
  Result<Json> fields = Json::array();
  if (in.CustomFields) fields = rest_custom_fields(in.CustomFields->CustomField);
  if (!fields) return fields.error();
  if (fields->empty()) return refuse_saying(kUnexpectedError, "CustomFields is required.");
  put(body, "customFieldsToUpdate", std::move(*fields));
  return RestCall{Method::put, "/m2m/v1/devices/actions/customFields", dump(body)};
}

Next<carrier__ChangeDeviceCustomFieldsResponse> resume(
    const carrier__ChangeDeviceCustomFieldsRequest&, const CallContext& context,
    std::span<const Reply> replies) {
  return answer_with_request_id<carrier__ChangeDeviceCustomFieldsResponse>(context, replies);
}

}  // namespace uws::mapping::change_device_custom_fields
