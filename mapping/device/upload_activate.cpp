// DeviceService.UploadActivate: POST /m2m/v1/devices/actions/uploadactivate.
// One callback of DeviceService for the upload, then one of CarrierService per device.

#include "mapping/common/endings.h"
#include "mapping/device/upload.h"
#include "mapping/row.h"

namespace uws::mapping::upload_activate {
namespace {

using Request = device__UploadActivateRequest;
using Output = device__UploadActivateResponse;

Next<Output> to_rest(const Request& in) {
  if (in.AccountName.value_or("").empty()) return refuse_without(kAccountNotDefined, "AccountName");
  Json body = Json::object();
  if (auto fault = put_upload(body, in)) return *fault;
  if (!is_given(in.ServicePlan)) return refuse_without(kUnexpectedError, "ServicePlan");
  if (!is_given(in.MdnZipCode)) return refuse_without(kUnexpectedError, "MdnZipCode");
  put(body, "servicePlan", in.ServicePlan);
  put(body, "carrierIpPoolName", in.CarrierIpPoolName);
  put(body, "mdnZipCode", in.MdnZipCode);
  return RestCall{Method::post, "/m2m/v1/devices/actions/uploadactivate", dump(body)};
}

}  // namespace

UWS_OPERATION(DeviceService, UploadActivate, change, to_rest, answers_request_id<Output>);

}  // namespace uws::mapping::upload_activate
