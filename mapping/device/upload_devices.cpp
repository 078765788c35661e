// DeviceService.UploadDevices: POST /m2m/v1/devices/actions/upload.
// Whether an account must be named is the platform's to judge. The result comes in one callback of
// DeviceService.

#include "mapping/common/endings.h"
#include "mapping/device/upload.h"
#include "mapping/row.h"

namespace uws::mapping::upload_devices {
namespace {

using Request = device__UploadDevicesRequest;
using Output = device__UploadDevicesResponse;

Next<Output> to_rest(const Request& in) {
  Json body = Json::object();
  if (auto fault = put_upload(body, in)) return *fault;
  return RestCall{Method::post, "/m2m/v1/devices/actions/upload", dump(body)};
}

}  // namespace

UWS_OPERATION(DeviceService, UploadDevices, change, to_rest, answers_request_id<Output>);

}  // namespace uws::mapping::upload_devices
