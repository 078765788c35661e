#include "mapping/session/log_out.h"

#include "mapping/common/json.h"

namespace uws::mapping::log_out {

// Clients put the token into the header, into Input, or both; the header wins.
Next<session__LogOutResponse> start(const session__LogOutRequest& in, const CallContext& context) {
  RestCall call{Method::post, "/m2m/v1/session/logout", {}};
  if (context.session_token.empty()) call.session_token = in.SessionToken.value_or("");
  return call;
}

Next<session__LogOutResponse> resume(const session__LogOutRequest& in, const CallContext& context,
                                     std::span<const Reply> replies) {
  const auto answer = parse(std::get<RestReply>(replies.back()));
  if (!answer) return answer.error();
  JsonObject fields(*answer, "", *context.notes);
  auto output = std::make_unique<session__LogOutResponse>();
  output->SessionToken = fields.text("sessionToken");
  if (!output->SessionToken) output->SessionToken = in.SessionToken;
  if (!output->SessionToken) output->SessionToken = context.session_token;
  return Answer<session__LogOutResponse>{std::move(output), {}};
}

}  // namespace uws::mapping::log_out
