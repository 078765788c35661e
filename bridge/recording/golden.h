#pragma once
// Golden text as a recording, and back: sections `soap request`, `soap response`, `rest call N`,
// `rest reply N`, `store call N`, `store reply N`, `reason` and whatever else a file has; of a
// callback `delivery`, `rest callback` and `soap callback`.

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "bridge/recording/recorded.h"
#include "bridge/recording/sections.h"

namespace uws::recording {

// What golden text does not say is what every recording of that kind has: POST to the service's
// address on http://gateway.invalid, Content-Type, SOAPAction; 500 when the answer is a fault.
// `name` is the case's: "CarrierService/MoveDevice/ok". Error: a reply whose first line is no
// status.
tl::expected<Recorded, std::string> from_golden(const Sections& file, std::string_view name);

// The other way; headers, times and addresses are lost.
Sections to_golden(const Recorded& recorded);

}  // namespace uws::recording
