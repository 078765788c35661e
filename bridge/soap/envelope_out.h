#pragma once
// From a typed answer or a fault to the exact bytes a WCF service puts on the wire.

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "contract/plan.h"
#include "mapping/common/fault.h"
#include "mapping/operation.h"

namespace uws::soap {

inline constexpr const char* kContentType = "text/xml; charset=utf-8";

// Envelope of an answer; the fault when gSOAP cannot write it (never for objects of the contract).
Result<std::string> answer_envelope(const mapping::Operation& operation,
                                    const mapping::Response& response);

// The same by an owner's contract.
struct OwnerAnswer {
  std::string envelope;
  std::vector<std::string> left_out;  // "Type.Member": a value that is none of his kind
};
Result<OwnerAnswer> answer_envelope(const mapping::Operation& operation,
                                    const mapping::Response& response, const contract::Plan& plan);

// What mapping::CallContext::written is: the bytes of an answer's envelope, 0 for one that cannot
// be written. `plan` null = the built-in contract; both must outlive it.
std::function<std::size_t(const mapping::Response&)> answer_size(
    const mapping::Operation& operation, const contract::Plan* plan);

// Envelope of a fault (MessageFault.WriteTo11): prefix a for a namespaced code, s for SOAP's own. A
// code of the service's namespace is of that of the owner's `plan`; null = the built-in one.
std::string fault_envelope(const Fault& fault, const contract::Plan* plan = nullptr);

}  // namespace uws::soap
