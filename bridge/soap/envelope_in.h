#pragma once
// From the bytes of a request to a typed request: strict gate, then gSOAP's stubs.

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "bridge/soap/gate.h"
#include "mapping/operation.h"

namespace uws::soap {

using mapping::Decoded;

// WCF answers 400 with an empty body: the document breaks before its Body (wire.md: refusals).
struct NotAnEnvelope {};

using Opened = std::variant<NotAnEnvelope, Decoded, Fault>;

// `body` as it came, `charset` of its Content-Type (already known to be acceptable). `operation`
// null = no operation has this `action`. `plan`: the owner's contract, as Decoded has it. Blocks
// for as long as parsing takes (18 µs for a small request, 20 ms for 2.5 MB).
Opened open_envelope(std::string body, std::string_view charset,
                     const mapping::Operation* operation, std::string_view action,
                     const Leniency& leniency, const contract::Plan* plan = nullptr);

}  // namespace uws::soap
