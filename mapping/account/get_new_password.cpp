#include "mapping/account/get_new_password.h"

#include "mapping/common/faults.h"
#include "mapping/common/json.h"

namespace uws::mapping::get_new_password {
namespace {

using Request = account__GetNewPasswordRequest;
using Output = account__GetNewPasswordResponse;

}  // namespace

Next<Output> start(const Request& in, const CallContext&) {
  if (in.OldPassword.value_or("").empty()) return refuse_without(kUnexpectedError, "OldPassword");
  const Json body{{"oldPassword", *in.OldPassword}};
  return RestCall{Method::put, "/m2m/v1/session/password/actions/reset", dump(body)};
}

Next<Output> resume(const Request&, const CallContext& context, std::span<const Reply> replies) {
  const auto answer = parse(std::get<RestReply>(replies.back()));
  if (!answer) return answer.error();
  JsonObject fields(*answer, "", *context.notes);
  auto output = std::make_unique<Output>();
  output->NewPassword = fields.text("newPassword");
  return Answer<Output>{std::move(output), {}};
}

}  // namespace uws::mapping::get_new_password
