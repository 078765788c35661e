#include "mapping/device/get_rated_device_usage.h"

#include "mapping/common/faults.h"

namespace uws::mapping::get_rated_device_usage {
namespace {

Fault withdrawn() {
  return refuse_saying(kUnexpectedError,
                       "GetRatedDeviceUsage is no longer offered by the platform.");
}

}  // namespace

Next<device__GetRatedDeviceUsageResponse> start(const device__GetRatedDeviceUsageRequest&,
                                                const CallContext&) {
  return withdrawn();
}

Next<device__GetRatedDeviceUsageResponse> resume(const device__GetRatedDeviceUsageRequest&,
                                                 const CallContext&, std::span<const Reply>) {
  return withdrawn();
}

}  // namespace uws::mapping::get_rated_device_usage
