#pragma once
// One device as GetDeviceList and GetDeviceInformation (DeviceInformation) and
// GetDevicesInformation (DeviceInfo) show it: two contract types with the same members.

#include <memory>

#include "gwStub.h"
#include "mapping/common/json.h"

namespace uws::mapping {

// Reads one item of REST's `devices`. Device is device__DeviceInformation or device__DeviceInfo.
//
// What the one public client relies on always holds: one AccountName and one LastActivationDate
// (nil when REST has none), ExtendedAttributes is there, and DeviceId, when REST sends it, is its
// last entry (the paging cursor). iccid is spelled iccId. Of several carriers the first is shown,
// the others are noted; several groups are joined with commas.
template <class Device>
std::unique_ptr<Device> soap_device(JsonObject device);

}  // namespace uws::mapping
