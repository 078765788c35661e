// AccountService.GetNewPassword: PUT /m2m/v1/session/password/actions/reset.

#include "mapping/common/endings.h"
#include "mapping/common/json.h"
#include "mapping/row.h"

namespace uws::mapping::get_new_password {
namespace {

using Request = account__GetNewPasswordRequest;
using Output = account__GetNewPasswordResponse;

Next<Output> to_rest(const Request& in) {
  if (in.OldPassword.value_or("").empty()) return refuse_without(kUnexpectedError, "OldPassword");
  const Json body{{"oldPassword", *in.OldPassword}};
  return RestCall{Method::put, "/m2m/v1/session/password/actions/reset", dump(body)};
}

Next<Output> to_soap(const CallContext& context, Replies replies) {
  return answer<Output>(context, replies, [&](JsonObject& fields, Output& output) {
    output.NewPassword = fields.text("newPassword");
  });
}

}  // namespace

UWS_OPERATION(AccountService, GetNewPassword, change, to_rest, to_soap);

}  // namespace uws::mapping::get_new_password
