#pragma once
// Members of CarrierService that take more than a table of fields, and that table of fields which
// DeviceSuspensionStatus shares.

#include <string_view>

#include "mapping/callback/payload.h"

namespace uws::mapping::callback {

// Members of REST's suspendResponse.
inline constexpr Field kSuspendFields[] = {
    {"expectedResumeDate", "ExpectedResumeDate", Shape::kOptional},
    {"maxSuspendDaysAllowed", "MaxSuspendDaysAllowed", Shape::kOptional},
    {"numDaysSuspendedLast12Months", "NumDaysSuspendedLast12Months", Shape::kOptional},
    {"numDaysSuspendAllowedCurrent12Months", "NumDaysSuspendAllowedCurrent12Months",
     Shape::kOptional},
};

// ChangeDeviceState: `element` around one of Activate, Deactivate, Suspend, Restore, chosen by the
// payload's key. The inner names were never seen: they are those of the request, and their members
// those of REST, in the order of the documented MoveDevice callback where the two share members.
void write_device_state(Writer& writer, std::string_view element, const Payload& payload,
                        const base::JsonValue& message);

// MoveDevice, the one payload documented with an example: `element` with DeviceIdentifier,
// IpAddress, State, ServicePlan, AccountName. DeviceIdentifier is one identifier: the ICCID when
// there is one, as in the example, else the first; when the payload names none, the identifiers of
// the callback itself are used.
void write_move_device(Writer& writer, std::string_view element, const Payload& payload,
                       const base::JsonValue& message);

// What the two can write, as names.
contract::CallbackElement describe_device_state(std::string_view element);
contract::CallbackElement describe_move_device(std::string_view element);

// The element a changeIdentifierResponse belongs to, which REST does not tell apart.
// Change4GDeviceIdentifier when the new or, for a change from 4G back to 3G, the old identifiers
// include one only 4G devices have (iccid, imei, eid, imsi, msisdn); else ChangeDeviceIdentifier
// (esn, meid, min, mdn).
std::string_view identifier_change_element(const base::JsonValue& payload,
                                           const base::JsonValue& message);

}  // namespace uws::mapping::callback
