#pragma once
// Calls of a Client against a scripted upstream.

#include <chrono>
#include <string>

#include "bridge/http/client.h"
#include "tests/bridge/http/scripted_upstream.h"

namespace uws::test {

using ClientOutcome = tl::expected<http::ClientReply, http::ClientError>;

inline http::ClientCall call_to(const std::string& method, const std::string& url,
                                const std::string& body = "",
                                std::chrono::milliseconds timeout = std::chrono::seconds(30)) {
  http::ClientCall call;
  call.method = method;
  call.url = url;
  call.body = body;
  call.timeout = timeout;
  return call;
}

// One call on an io_context of its own against `script`.
inline ClientOutcome one_call(ScriptedUpstream::Script script, const std::string& method,
                              const http::ClientLimits& limits = {},
                              std::chrono::milliseconds timeout = std::chrono::seconds(30)) {
  boost::asio::io_context io;
  ScriptedUpstream upstream(io, std::move(script));
  http::Client client(io, limits);
  ClientOutcome outcome;
  run_test(io, [&]() -> boost::asio::awaitable<void> {
    auto call = call_to(method, upstream.url("/one"), method == "POST" ? "{}" : "", timeout);
    outcome = co_await client.perform(std::move(call));
  }());
  return outcome;
}

}  // namespace uws::test
