#include "mapping/account/get_request_status.h"

#include "mapping/common/faults.h"
#include "mapping/common/json.h"
#include "mapping/common/url.h"

namespace uws::mapping::get_request_status {
namespace {

using Request = account__GetRequestStatusRequest;
using Output = account__GetRequestStatusResponse;

}  // namespace

Next<Output> start(const Request& in, const CallContext&) {
  const std::string account = in.AccountName.value_or(""), id = in.RequestId.value_or("");
  if (account.empty()) return refuse_without(kAccountNotDefined, "AccountName");
  if (id.empty()) return refuse_without(kUnexpectedError, "RequestId");
  const auto path = rest_path("/m2m/v1/accounts/{}/requests/{}/status",
                              {{"AccountName", account}, {"RequestId", id}});
  if (!path) return path.error();
  return RestCall{Method::get, *path};
}

Next<Output> resume(const Request&, const CallContext& context, std::span<const Reply> replies) {
  const auto answer = parse(std::get<RestReply>(replies.back()));
  if (!answer) return answer.error();
  JsonObject fields(*answer, "", *context.notes);
  auto output = std::make_unique<Output>();
  output->RequestIdStatus = std::make_unique<account__RequestStatus>();
  output->RequestIdStatus->RequestId = fields.text("requestId");
  auto& status = output->RequestIdStatus->Status;
  status = fields.text("status");
  if (status == "Failure") status = "Failed";
  return Answer<Output>{std::move(output), {}};
}

}  // namespace uws::mapping::get_request_status
