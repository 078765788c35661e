// CarrierService.ChangeDeviceCustomFields: PUT /m2m/v1/devices/actions/customFields.

#include "mapping/common/endings.h"
#include "mapping/parts/selectors.h"
#include "mapping/row.h"

namespace uws::mapping::change_device_custom_fields {
namespace {

using Request = carrier__ChangeDeviceCustomFieldsRequest;
using Output = carrier__ChangeDeviceCustomFieldsResponse;

// REST's customFields select, customFieldsToUpdate are set.
Next<Output> to_rest(const Request& in) {
  Json body = Json::object();
  if (auto fault = put_selection(body, in, "servicePlan")) return *fault;
  Result<Json> fields = Json::array();
  if (in.CustomFields) fields = rest_custom_fields(in.CustomFields->CustomField);
  if (!fields) return fields.error();
  if (fields->empty()) return refuse_saying(kUnexpectedError, "CustomFields is required.");
  put(body, "customFieldsToUpdate", std::move(*fields));
  return RestCall{Method::put, "/m2m/v1/devices/actions/customFields", dump(body)};
}

}  // namespace

UWS_OPERATION(CarrierService, ChangeDeviceCustomFields, change, to_rest,
              answers_request_id<Output>);

}  // namespace uws::mapping::change_device_custom_fields
