// SessionService.LogIn: POST /m2m/v1/session/login.

#include "mapping/common/endings.h"
#include "mapping/row.h"

namespace uws::mapping::log_in {
namespace {

using Request = session__LogInRequest;
using Output = session__LogInResponse;

Next<Output> to_rest(const Request& in) {
  const Json body{{"username", in.Username.value_or("")}, {"password", in.Password.value_or("")}};
  RestCall call{Method::post, "/m2m/v1/session/login", dump(body)};
  call.with_session = false;
  return call;
}

// The token goes out twice: in the response header and in Output/SessionToken. A success without
// one is none.
Next<Output> to_soap(const CallContext& context, Replies replies) {
  auto next = answer<Output>(context, replies, [](JsonObject& fields, Output& output) {
    output.SessionToken = fields.text("sessionToken");
    fields.ignore("expiresIn");
  });
  auto* made = std::get_if<Answer<Output>>(&next);
  if (made && made->output->SessionToken.value_or("").empty()) {
    return refuse(kUnexpectedError, "the platform's login answer has no sessionToken");
  }
  if (made) made->header_token = made->output->SessionToken;
  return next;
}

}  // namespace

UWS_OPERATION(SessionService, LogIn, session, to_rest, to_soap);

}  // namespace uws::mapping::log_in
