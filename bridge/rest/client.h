#pragma once
// The REST API as one function: bearer token, session token, deadline. The only place of a call
// that waits. One per thread.

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "bridge/http/client.h"
#include "bridge/ops/events.h"
#include "bridge/rest/settings.h"
#include "mapping/common/fault.h"
#include "mapping/step.h"

namespace uws::rest {

// Numbers this room counts; one instance may serve every thread's Client.
struct RestCounters {
  std::atomic<std::uint64_t> calls{0};          // perform() begun
  std::atomic<std::uint64_t> replies{0};        // answered 2xx
  std::atomic<std::uint64_t> error_replies{0};  // answered otherwise, and handed on
  // Calls that ended without an answer, by reason.
  std::atomic<std::uint64_t> failed_connect{0};
  std::atomic<std::uint64_t> failed_timeout{0};
  std::atomic<std::uint64_t> failed_tls{0};
  std::atomic<std::uint64_t> failed_too_large{0};
  std::atomic<std::uint64_t> failed_other{0};
  std::atomic<std::uint64_t> failed_bearer{0};   // no bearer to be had in time, or refused twice
  std::atomic<std::uint64_t> rejected_token{0};  // session tokens that cannot be any; not sent
  // Bearer requests sent, and those of them that brought none.
  std::atomic<std::uint64_t> token_refreshes{0};
  std::atomic<std::uint64_t> token_failures{0};
  // Requests sent again: after a connection that carried nothing, and with a new bearer after 401.
  std::atomic<std::uint64_t> connection_retries{0};
  std::atomic<std::uint64_t> bearer_retries{0};
};

class Client {
 public:
  // `http` must outlive the Client; the io_context, `counters` and `events` outlive both. `events`
  // hears one line per failure: method, path without query and the reason, never a header, a body
  // or a credential.
  Client(boost::asio::io_context& io, http::Client& http, Settings settings, RestCounters& counters,
         ops::Events& events);
  // REQUIRES: no perform() is waiting.
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  // Sends `call` with a valid bearer and, when call.with_session, the session token: the call's own
  // or else `session_token` (an empty one is left out, the API then says what is missing). Both
  // arguments must live until the return. Returns the reply whatever its status, with these
  // exceptions, which become faults here: no answer (connection, deadline) and no bearer →
  // REQUEST_FAILED.UnexpectedError; a 401 also to a new bearer → what mapping/common/rest_fault.h
  // makes of it; a session token of over 256 characters or others than ASCII →
  // REQUEST_FAILED.SessionToken.Format, one with control characters →
  // INPUT_INVALID.SessionToken.Invalid, nothing sent. Nothing that may have had an effect upstream
  // is sent twice. `not_after` shortens the deadline for a call that is one of several.
  boost::asio::awaitable<Result<mapping::RestReply>> perform(
      const mapping::RestCall& call, const std::string& session_token,
      std::chrono::steady_clock::time_point not_after =
          std::chrono::steady_clock::time_point::max());

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace uws::rest
