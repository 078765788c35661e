#include "mapping/device/upload_activate.h"

#include "mapping/common/request_id.h"
#include "mapping/device/upload.h"

namespace uws::mapping::upload_activate {

Next<device__UploadActivateResponse> start(const device__UploadActivateRequest& in,
                                           const CallContext&) {
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

Next<device__UploadActivateResponse> resume(const device__UploadActivateRequest&,
                                            const CallContext& context,
                                            std::span<const Reply> replies) {
  return answer_with_request_id<device__UploadActivateResponse>(context, replies);
}

}  // namespace uws::mapping::upload_activate
