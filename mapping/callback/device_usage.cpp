// DeviceUsage: the result of GetAggregateDeviceUsage and GetRatedDeviceUsage, an element per
// record.
//
// Only the element's name and REST's deviceIds were ever seen, so a record is written as it comes;
// one that is a bare text (REST of 2016) becomes the text.

#include "mapping/callback/data_members.h"

namespace uws::mapping::callback {
namespace {

constexpr std::string_view kDeviceUsageKeys[] = {"usageResponse", "usage"};

constexpr Field kDeviceUsageFields[] = {{"deviceIds", "DeviceIdentifier", Shape::kDevices}};

}  // namespace

constinit const DataMember kUsage = {.element = "Usage",
                                     .keys = kDeviceUsageKeys,
                                     .write = write_each,
                                     .takes_unknown = true,
                                     .fields = kDeviceUsageFields,
                                     .rest = Rest::kKeep};

}  // namespace uws::mapping::callback
