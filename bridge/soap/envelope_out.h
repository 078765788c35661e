#pragma once
// From a typed answer or a fault to the exact bytes a WCF service puts on the wire.

#include <string>

#include "mapping/common/fault.h"
#include "mapping/operation.h"

namespace uws::soap {

inline constexpr const char* kContentType = "text/xml; charset=utf-8";

// Envelope of an answer; the fault when gSOAP cannot write it (never for objects of the contract).
Result<std::string> answer_envelope(const mapping::Operation& operation,
                                    const mapping::Response& response);

// Envelope of a fault (MessageFault.WriteTo11): prefix a for a namespaced code, s for SOAP's own.
std::string fault_envelope(const Fault& fault);

}  // namespace uws::soap
