#pragma once
// AccountService.GetAccountInformation: GET /m2m/v1/accounts/{account}. AccountName wins over
// AccountNumber; one of them is required. Carriers and features come as texts or as objects.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::get_account_information {

Next<account__GetAccountInformationResponse> start(const account__GetAccountInformationRequest& in,
                                                   const CallContext& context);
Next<account__GetAccountInformationResponse> resume(const account__GetAccountInformationRequest& in,
                                                    const CallContext& context,
                                                    std::span<const Reply> replies);

}  // namespace uws::mapping::get_account_information
