#pragma once
// AccountService.GetLeadInformation: GET /m2m/v1/leads/{account}. Pages of leads: StartRowNumber is
// REST's `next` (none for the first row); the last lead of an answer says in its
// ExtendedAttributes whether it IsComplete and which RowNumber it has, counted from 1.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::get_lead_information {

Next<account__GetLeadInformationResponse> start(const account__GetLeadInformationRequest& in,
                                                const CallContext& context);
Next<account__GetLeadInformationResponse> resume(const account__GetLeadInformationRequest& in,
                                                 const CallContext& context,
                                                 std::span<const Reply> replies);

}  // namespace uws::mapping::get_lead_information
