// Operations of the old service the platform offers no longer: GetNewInactivePassword by its own
// word, the others because the REST API has no such call. Each is read as ever and answered with
// "<Operation> is no longer offered by the platform.".

#include "mapping/row.h"

UWS_WITHDRAWN(AccountService, GetNewInactivePassword, change);
UWS_WITHDRAWN(CarrierService, ChangeDeviceFeatureCodes, change);
UWS_WITHDRAWN(DeviceService, CancelLocation, change);
UWS_WITHDRAWN(DeviceService, GetDeviceCapabilities, read);
UWS_WITHDRAWN(DeviceService, GetRatedDeviceUsage, read);
