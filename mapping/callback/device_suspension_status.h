#pragma once
// DeviceSuspensionStatus: the result of GetDeviceSuspensionStatus.
//
// The documentation describes the content in prose only: current state, suspend date, resume date,
// days for the reason, days used and days left. The members of REST's suspendResponse come first,
// then whatever else REST sends.

#include <array>
#include <span>

#include "mapping/callback/payload.h"

namespace uws::mapping::callback {

inline constexpr std::array<std::string_view, 4> kSuspensionStatusKeys = {
    "deviceSuspendStatusResponse", "deviceSuspendStatus", "suspensionStatusResponse",
    "suspendResponse"};

// Members of REST's suspendResponse, shared with CarrierService's ChangeDeviceState.
inline constexpr std::array<Field, 4> kSuspendFields = {{
    {"expectedResumeDate", "ExpectedResumeDate", Shape::kOptional},
    {"maxSuspendDaysAllowed", "MaxSuspendDaysAllowed", Shape::kOptional},
    {"numDaysSuspendedLast12Months", "NumDaysSuspendedLast12Months", Shape::kOptional},
    {"numDaysSuspendAllowedCurrent12Months", "NumDaysSuspendAllowedCurrent12Months",
     Shape::kOptional},
}};

// Data/DeviceSuspendStatus.
void write_device_suspend_status(Writer& writer, std::span<const Payload> payloads,
                                 const base::JsonValue& message);

}  // namespace uws::mapping::callback
