#pragma once
// REST errors as SOAP faults: one table, errorCode and errorMessage pass unchanged.

#include "mapping/common/fault.h"
#include "mapping/step.h"

namespace uws::mapping {

// The fault for a reply whose status is not 2xx. Bodies that are not the API's own
// {errorCode, errorMessage} (gateway faults, XML, HTML, nothing) become UnexpectedError; none of
// their text is passed on.
Fault rest_fault(const RestReply& reply);

}  // namespace uws::mapping
