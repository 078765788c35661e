#pragma once
// What a REST error says, as the fault an old client expects. Pure.

#include "mapping/common/fault.h"
#include "mapping/step.h"

namespace uws::mapping {

// REQUIRES: !reply.ok().
// The platform's own error, {errorCode, errorMessage}, passes unchanged: errorCode becomes the
// faultcode's local part (characters a QName cannot hold become '_'), errorMessage the text; an
// empty or missing message becomes the table's (mapping/common/faults.h).
// Everything else is the fault of something between us and the platform and becomes
// UnifiedWebService.REQUEST_FAILED.UnexpectedError without a word of the body: {fault: {...}},
// {error, error_description}, XML, HTML, unreadable or empty bodies, every status from 500 up, and
// the gateway's numeric codes 9009xx.
Fault rest_fault(const RestReply& reply);

}  // namespace uws::mapping
