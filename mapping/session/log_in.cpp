#include "mapping/session/log_in.h"

#include "mapping/common/faults.h"
#include "mapping/common/json.h"

namespace uws::mapping::log_in {

Next<session__LogInResponse> start(const session__LogInRequest& in, const CallContext&) {
  const Json body{{"username", in.Username.value_or("")}, {"password", in.Password.value_or("")}};
  RestCall call{Method::post, "/m2m/v1/session/login", dump(body)};
  call.with_session = false;
  return call;
}

// The token goes out twice: in the response header and in Output/SessionToken. A success without
// one is none.
Next<session__LogInResponse> resume(const session__LogInRequest&, const CallContext& context,
                                    std::span<const Reply> replies) {
  const auto answer = parse(std::get<RestReply>(replies.back()));
  if (!answer) return answer.error();
  JsonObject fields(*answer, "", *context.notes);
  auto output = std::make_unique<session__LogInResponse>();
  output->SessionToken = fields.text("sessionToken");
  fields.ignore("expiresIn");
  if (output->SessionToken.value_or("").empty()) {
    return refuse(kUnexpectedError, "the platform's login answer has no sessionToken");
  }
  auto token = output->SessionToken;
  return Answer<session__LogInResponse>{std::move(output), std::move(token)};
}

}  // namespace uws::mapping::log_in
