// DeviceSuspensionStatus: the result of GetDeviceSuspensionStatus.
//
// The documentation describes the content in prose only: current state, suspend date, resume date,
// days for the reason, days used and days left. The members of REST's suspendResponse come first,
// then whatever else REST sends.

#include "mapping/callback/carrier_service.h"
#include "mapping/callback/data_members.h"

namespace uws::mapping::callback {
namespace {

constexpr std::string_view kDeviceSuspensionStatusKeys[] = {
    "deviceSuspendStatusResponse", "deviceSuspendStatus", "suspensionStatusResponse",
    "suspendResponse"};

}  // namespace

constinit const DataMember kDeviceSuspendStatus = {.element = "DeviceSuspendStatus",
                                                   .keys = kDeviceSuspensionStatusKeys,
                                                   .write = write_single,
                                                   .takes_unknown = true,
                                                   .fields = kSuspendFields,
                                                   .rest = Rest::kKeep};

}  // namespace uws::mapping::callback
