#pragma once
// The REST API as one function: bearer token, session token, deadline. The only place of a call
// that waits. One per thread.

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "bridge/http/client.h"
#include "mapping/common/fault.h"
#include "mapping/step.h"

namespace uws::rest {

struct Settings {
  std::string base_url;   // "https://host/api", RestCall::path is appended
  std::string token_url;  // absolute URL of the OAuth token endpoint
  std::string app_key, app_secret;
  // For whoever makes the http::Client: its ClientLimits::connect_timeout.
  std::chrono::milliseconds connect_timeout{5'000};
  std::chrono::milliseconds timeout{50'000};  // one whole REST call with bearer and retry, < 55 s
};

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

struct Observation {
  // Shared with whoever reads the numbers; never null.
  std::shared_ptr<RestCounters> counters = std::make_shared<RestCounters>();
  // Told one line per failure, on the Client's thread; may be empty. Must stay callable until the
  // io_context has stopped. The line names method, path
  // without query and the reason, never a header, a body or a credential.
  std::function<void(std::string_view)> on_failure;
  // Told of every call of the API when it has ended, as soon as that is known: the status of the
  // answer it ended with, 0 when it ended without one. A call sent again is one call; a call that
  // could not be sent at all (a session token no header can carry) is none, and neither is a
  // request for a bearer. On the Client's thread; may be empty.
  std::function<void(int status)> on_call;
  // Told of each bearer token before it is used, so that nobody writes it down. May be empty.
  std::function<void(std::string_view token)> on_token;
};

class Client {
 public:
  // `http` must outlive the Client, the io_context both.
  Client(boost::asio::io_context& io, http::Client& http, Settings settings,
         Observation observation = {});
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

  const RestCounters& counters() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace uws::rest
