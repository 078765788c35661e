// SessionService.LogOut: POST /m2m/v1/session/logout.

#include "mapping/common/endings.h"
#include "mapping/common/json.h"
#include "mapping/row.h"

namespace uws::mapping::log_out {
namespace {

using Request = session__LogOutRequest;
using Output = session__LogOutResponse;

// Clients put the token into the header, into Input, or both; the header wins.
Next<Output> to_rest(const Request& in, const CallContext& context) {
  RestCall call{Method::post, "/m2m/v1/session/logout", {}};
  if (context.session_token.empty()) call.session_token = in.SessionToken.value_or("");
  return call;
}

Next<Output> to_soap(const Request& in, const CallContext& context, Replies replies) {
  return answer<Output>(context, replies, [&](JsonObject& fields, Output& output) {
    output.SessionToken = fields.text("sessionToken");
    if (!output.SessionToken) output.SessionToken = in.SessionToken;
    if (!output.SessionToken) output.SessionToken = context.session_token;
  });
}

}  // namespace

UWS_OPERATION(SessionService, LogOut, session, to_rest, to_soap);

}  // namespace uws::mapping::log_out
