#include "mapping/device/get_device_capabilities.h"

#include "mapping/common/faults.h"

namespace uws::mapping::get_device_capabilities {
namespace {

Fault withdrawn() {
  return refuse_saying(kUnexpectedError,
                       "GetDeviceCapabilities is no longer offered by the platform.");
}

}  // namespace

Next<device__GetDeviceCapabilitiesResponse> start(const device__GetDeviceCapabilitiesRequest&,
                                                  const CallContext&) {
  return withdrawn();
}

Next<device__GetDeviceCapabilitiesResponse> resume(const device__GetDeviceCapabilitiesRequest&,
                                                   const CallContext&, std::span<const Reply>) {
  return withdrawn();
}

}  // namespace uws::mapping::get_device_capabilities
