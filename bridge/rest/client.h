#pragma once
// The REST API as one function: bearer token, session token, deadline, error decoding. The only
// place of a call that waits. One per thread.

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <memory>
#include <string>

#include "bridge/http/client.h"
#include "mapping/common/fault.h"
#include "mapping/step.h"

namespace uws::rest {

struct Settings {
  std::string base_url;   // "https://host/api", RestCall::path is appended
  std::string token_url;  // absolute URL of the OAuth token endpoint
  std::string app_key, app_secret;
  std::chrono::milliseconds connect_timeout{5'000};
  std::chrono::milliseconds timeout{50'000};  // one whole REST call with bearer and retry, < 55 s
};

class Client {
 public:
  Client(boost::asio::io_context& io, http::Client& http, Settings settings);
  ~Client();

  // Sends `call` with a valid bearer and, when call.with_session, the session token.
  // Returns the reply whatever its status, with two exceptions that become faults here: no answer
  // (connection, deadline) and a refused bearer after one refresh. Nothing that may have had an
  // effect upstream is sent twice.
  boost::asio::awaitable<Result<mapping::RestReply>> perform(const mapping::RestCall& call,
                                                             const std::string& session_token);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace uws::rest
