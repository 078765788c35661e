// DeviceService: the results of CheckDeviceAvailability, CheckOrderStatus, UploadDevices and the
// upload half of UploadActivate, one element each, named after the operation.
//
// Neither side's member names were ever seen. Known from prose: one callback for a whole
// CheckDeviceAvailability request, with one CheckDeviceAvailability element per device asked about.
// A member of another name becomes an element of that name in PascalCase.

#include "mapping/callback/data_members.h"

namespace uws::mapping::callback {
namespace {

constexpr std::string_view kDeviceServiceKeys[] = {"checkDeviceAvailabilityResponse",
                                                   "checkDeviceAvailability",
                                                   "deviceAvailabilityResponse",
                                                   "availabilityResponse",
                                                   "checkOrderStatusResponse",
                                                   "orderStatusResponse",
                                                   "uploadDevicesResponse",
                                                   "deviceUploadResponse",
                                                   "uploadDeviceResponse",
                                                   "uploadResponse",
                                                   "uploadActivateResponse",
                                                   "uploadActivateDeviceResponse"};

constexpr Renamed kRenamed[] = {
    {"deviceAvailabilityResponse", "CheckDeviceAvailability"},
    {"availabilityResponse", "CheckDeviceAvailability"},
    {"orderStatusResponse", "CheckOrderStatus"},
    {"deviceUploadResponse", "UploadDevices"},
    {"uploadDeviceResponse", "UploadDevices"},
    {"uploadResponse", "UploadDevices"},
    {"uploadActivateDeviceResponse", "UploadActivate"},
};

}  // namespace

constinit const DataMember kDeviceService = {.element = "DeviceService",
                                             .keys = kDeviceServiceKeys,
                                             .write = write_results,
                                             .nil_otherwise = false,
                                             .takes_unknown = true,
                                             .renamed = kRenamed,
                                             .describe = describe_results};

}  // namespace uws::mapping::callback
