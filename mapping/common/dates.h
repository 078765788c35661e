#pragma once
// Dates between the two contracts. REST spells them in many ways, with and without zone; SOAP wants
// xs:dateTime, and the zone must stay as it came: adding, dropping or changing it moves the instant
// for half of the client stacks (wire.md: reactions).

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace uws::mapping {

// `spelled` as xs:dateTime the way WCF writes it: up to 7 fraction digits, trailing zeros cut, zone
// kept (Z, an offset, or none). Reads ISO dates and times (also a bare date, a space for T, a
// doubled zone "-08:00Z", a dotted fraction "397.0000Z"), "M/D/YYYY h:mm:ss AM" and
// "MM/DD/YYYY HH:MM:SS". Nullopt when it is none of these.
std::optional<std::string> to_xsd_date_time(std::string_view spelled);

// A request's xs:dateTime (already valid) for REST: blanks trimmed, a bare date completed with
// T00:00:00, everything else, its zone above all, as it came.
std::string to_rest_date_time(std::string_view xsd);

// The instant of a request's xs:dateTime, no zone meaning UTC; nullopt when it is none. For rules
// about ranges only.
std::optional<std::chrono::sys_seconds> instant(std::string_view xsd);

}  // namespace uws::mapping
