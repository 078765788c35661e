// AccountService.GetRequestStatus: GET /m2m/v1/accounts/{account}/requests/{id}/status. What REST
// calls Failure is Failed here.

#include "mapping/common/endings.h"
#include "mapping/common/json.h"
#include "mapping/row.h"

namespace uws::mapping::get_request_status {
namespace {

using Request = account__GetRequestStatusRequest;
using Output = account__GetRequestStatusResponse;

Next<Output> to_rest(const Request& in) {
  const std::string account = in.AccountName.value_or(""), id = in.RequestId.value_or("");
  if (account.empty()) return refuse_without(kAccountNotDefined, "AccountName");
  if (id.empty()) return refuse_without(kUnexpectedError, "RequestId");
  return ask<Output>(Method::get, "/m2m/v1/accounts/{}/requests/{}/status",
                     {{"AccountName", account}, {"RequestId", id}});
}

Next<Output> to_soap(const CallContext& context, Replies replies) {
  return answer<Output>(context, replies, [&](JsonObject& fields, Output& output) {
    output.RequestIdStatus = std::make_unique<account__RequestStatus>();
    output.RequestIdStatus->RequestId = fields.text("requestId");
    auto& status = output.RequestIdStatus->Status;
    status = fields.text("status");
    if (status == "Failure") status = "Failed";
  });
}

}  // namespace

UWS_OPERATION(AccountService, GetRequestStatus, read, to_rest, to_soap);

}  // namespace uws::mapping::get_request_status
