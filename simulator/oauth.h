#pragma once
// Application tokens: POST /ts/v1/oauth2/token, and the bearer of every other call.

#include <map>
#include <optional>
#include <string>

#include "simulator/reply.h"
#include "simulator/sim_time.h"

namespace uws::simulator {

class Oauth {
 public:
  // Any key and secret are good. The same token is handed out for an hour after its first issue.
  // `authorization` is the header, null when absent; `form` the url-encoded body.
  Reply issue(const std::string* authorization, const std::string& form, TimePoint now);

  // The gateway's refusal (401), or nothing when the bearer is valid.
  std::optional<Reply> refuse(const std::string* authorization, TimePoint now) const;

  // Forgets every token, so that the next call with one is refused.
  void revoke_all() { tokens_.clear(); }

 private:
  struct Token {
    std::string value;
    TimePoint expires;
  };
  std::map<std::string, Token> tokens_;  // by key:secret
};

// {"fault":{code,message,description}} of 900901, 900902 or 900906.
Reply gateway_fault(int status, std::string_view code);

}  // namespace uws::simulator
