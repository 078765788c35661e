#pragma once
// The REST API as one function: bearer token, session token, deadline. The only place of a call
// that waits. One per thread, with what all threads share.

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "bridge/http/client.h"
#include "bridge/ops/counters.h"
#include "bridge/ops/events.h"
#include "bridge/rest/settings.h"
#include "mapping/common/fault.h"
#include "mapping/step.h"

namespace uws::rest {

// Numbers this room counts; one instance may serve every thread's Client.
struct RestCounters {
  static constexpr ops::Family kFailures{"uws_rest_failures_total",
                                         "REST calls that ended without an answer", "reason"};
  static constexpr ops::Family kRetries{"uws_rest_retries_total", "REST calls sent again", "reason",
                                        ops::Kind::counter,
                                        "After a connection that carried nothing, and with a new "
                                        "bearer after 401"};

  ops::Rows rows;
  std::atomic<std::uint64_t> calls{0};           // perform() begun
  std::atomic<std::uint64_t> replies{0};         // answered 2xx
  std::atomic<std::uint64_t> error_replies{0};   // answered otherwise, and handed on
  std::atomic<std::uint64_t> rejected_token{0};  // session tokens that cannot be any; not sent
  ops::Count failed_connect{rows, kFailures, "connect"};
  ops::Count failed_timeout{rows, kFailures, "timeout"};
  ops::Count failed_tls{rows, kFailures, "tls"};
  ops::Count failed_too_large{rows, kFailures, "too_large"};
  ops::Count failed_bearer{rows, kFailures, "bearer"};  // none to be had in time, or refused twice
  ops::Count failed_breaker{rows, kFailures, "breaker"};  // not sent: nothing was answered before
  ops::Count failed_other{rows, kFailures, "other"};
  ops::Count token_refreshes{rows, {"uws_rest_token_refreshes_total", "Bearer tokens asked for"}};
  ops::Count token_failures{rows, {"uws_rest_token_failures_total", "Bearer tokens not given"}};
  ops::Count logins_remembered{
      rows,
      {"uws_rest_logins_remembered_total", "LogIns answered from memory", "", ops::Kind::counter,
       "The platform has refused the same password before; `[rest] login_memory_ms`"}};
  ops::Count breaker_open{
      rows,
      {"uws_rest_breaker_open", "1 while calls fail at once because none was answered", "",
       ops::Kind::gauge, "Page on it"}};
  ops::Count connection_retries{rows, kRetries, "connection"};
  ops::Count bearer_retries{rows, kRetries, "bearer"};
};

struct Shared;

class Client {
 public:
  // `http` must outlive the Client; the io_context, `counters` and `events` outlive both. `events`
  // hears one line per failure: method, path without query and the reason, never a header, a body
  // or a credential. `shared`: of all clients of one platform (bridge/rest/shared.h).
  Client(boost::asio::io_context& io, http::Client& http, Settings settings, RestCounters& counters,
         ops::Events& events, std::shared_ptr<Shared> shared);
  // REQUIRES: no perform() is waiting.
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  // Sends `call` with a valid bearer and, when call.with_session, the session token: the call's own
  // or else `session_token` (an empty one is left out, the API then says what is missing). Both
  // arguments must live until the return. Returns the reply whatever its status, with these
  // exceptions, which become faults here: no answer (connection, deadline), no bearer, a breaker
  // that is open, and a success whose body is no JSON object or list →
  // REQUEST_FAILED.UnexpectedError; a 401 also to a new bearer → what mapping/common/rest_fault.h
  // makes of it; a session token of over 256 characters or others than ASCII →
  // REQUEST_FAILED.SessionToken.Format, one with control characters →
  // INPUT_INVALID.SessionToken.Invalid, nothing sent. Nothing that may have had an effect upstream
  // is sent twice, and a LogIn never. LogIns of one user wait for each other, and one that was
  // refused often enough is answered as the platform did. `not_after` shortens the deadline for a
  // call that is one of several.
  boost::asio::awaitable<Result<mapping::RestReply>> perform(
      const mapping::RestCall& call, const std::string& session_token,
      std::chrono::steady_clock::time_point not_after =
          std::chrono::steady_clock::time_point::max());

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace uws::rest
