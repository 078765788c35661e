#pragma once
// Token endpoint and API on one scripted upstream, a REST client against them, and what it told.

#include <doctest/doctest.h>

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/rest/client.h"
#include "bridge/rest/shared.h"
#include "mapping/common/faults.h"
#include "tests/bridge/http/scripted_upstream.h"
#include "tests/support/recorded_events.h"

namespace uws::test {

inline constexpr const char* kSession = "0a1b2c3d-session";
inline const uws::Fault kUnexpected = uws::mapping::refuse(uws::mapping::kUnexpectedError, "any");

inline Act grant(const std::string& token, const std::string& lifetime = "3600") {
  return respond(200, R"({"access_token":")" + token + R"(","token_type":"Bearer","expires_in":)" +
                          lifetime + "}");
}

inline Act silent() {
  Act act;
  act.silent = true;
  return act;
}

inline Act cut(Act::End end) {
  Act act;
  act.end = end;
  return act;
}

// Token endpoint and API on one upstream, a client against them, and what it told its observer.
struct Bench : RecordedEvents {
  using Script = ScriptedUpstream::Script;

  explicit Bench(
      const Script& on_token, const Script& on_call,
      const std::function<void(uws::rest::Settings&)>& change = [](uws::rest::Settings&) {})
      : upstream(io,
                 [this, on_token, on_call](const Seen& seen) {
                   if (seen.target != "/token") return on_call(seen);
                   ++tokens;
                   return on_token(seen);
                 }),
        http(io, limits()) {
    uws::rest::Settings settings;
    settings.base_url = upstream.url("/api");
    settings.token_url = upstream.url("/token");
    settings.app_key = "key-of-app";
    settings.app_secret = "hush:secret";
    settings.timeout = std::chrono::seconds(30);
    change(settings);
    shared = std::make_shared<uws::rest::Shared>(settings, counts, *this);
    rest.emplace(io, http, settings, counts, *this, shared);
  }

  static uws::http::ClientLimits limits() {
    uws::http::ClientLimits limits;
    limits.max_response_bytes = 10'000;
    return limits;
  }

  Result<mapping::RestReply> call(const mapping::RestCall& what,
                                  const std::string& session = kSession) {
    Result<mapping::RestReply> out;
    io.restart();
    run_test(io, [&]() -> boost::asio::awaitable<void> {
      out = co_await rest->perform(what, session);
    }());
    return out;
  }

  // Nothing secret and nothing of an upstream body may be told.
  void check_discreet(const Result<mapping::RestReply>& result) const {
    std::string told = result ? "" : result.error().code + result.error().message;
    for (const std::string& line : lines()) told += line;
    for (const char* secret :
         {"hush", "key-of-app", "a2V5LW9mLWFwcD", "bearer-", kSession, "UPSTREAM", "a=b"}) {
      CHECK_MESSAGE(told.find(secret) == std::string::npos, told);
    }
  }

  const uws::rest::RestCounters& counters() const { return counts; }

  boost::asio::io_context io;
  int tokens = 0;
  uws::rest::RestCounters counts;
  ScriptedUpstream upstream;
  uws::http::Client http;
  std::shared_ptr<uws::rest::Shared> shared;
  std::optional<uws::rest::Client> rest;
};

inline mapping::RestCall get_things() {
  mapping::RestCall call;
  call.path = "/m2m/v1/things?a=b";
  return call;
}

inline mapping::RestCall post_things() {
  mapping::RestCall call;
  call.method = mapping::Method::post;
  call.path = "/m2m/v1/things";
  call.body = R"({"a":1})";
  return call;
}

inline Act ok(const Seen&) { return respond(200, R"({"ok":true})"); }

inline Bench::Script always(const Act& act) {
  return [act](const Seen&) { return act; };
}

inline std::string header(const Seen& seen, const char* name) {
  const std::string* value = seen.headers.find(name);
  return value != nullptr ? *value : "(none)";
}

}  // namespace uws::test
