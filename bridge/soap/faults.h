#pragma once
// The faults WCF itself raises, with its exact texts (wire.md: faults). Faults of the UWS service
// come from mapping/common/faults.h.

#include <string>
#include <string_view>

#include "bridge/soap/gate.h"
#include "contract/shape.h"
#include "mapping/common/fault.h"

namespace uws::soap {

// No operation has this SOAPAction (exact, after unquoting); empty for a missing header.
Fault action_not_supported(std::string_view action);
// A header with mustUnderstand=1 the service does not know.
Fault not_understood(const HeaderName& header);
// XML that breaks inside Body; `xml_error` is the reader's own words.
Fault broken_body(std::string_view operation, std::string_view xml_error);
// A value, enum, null or required member DataContractSerializer would refuse.
// `wrapper` is the request's.
Fault deserialization_failed(std::string_view inner_message, std::string reason,
                             const contract::Wrapper& wrapper);
// A path below a service that is no endpoint.
Fault destination_unreachable(std::string_view to);

}  // namespace uws::soap
