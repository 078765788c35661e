#include "mapping/device/upload_devices.h"

#include "mapping/common/request_id.h"
#include "mapping/device/upload.h"

namespace uws::mapping::upload_devices {

Next<device__UploadDevicesResponse> start(const device__UploadDevicesRequest& in,
                                          const CallContext&) {
  Json body = Json::object();
  if (auto fault = put_upload(body, in)) return *fault;
  return RestCall{Method::post, "/m2m/v1/devices/actions/upload", dump(body)};
}

Next<device__UploadDevicesResponse> resume(const device__UploadDevicesRequest&,
                                           const CallContext& context,
                                           std::span<const Reply> replies) {
  return answer_with_request_id<device__UploadDevicesResponse>(context, replies);
}

}  // namespace uws::mapping::upload_devices
