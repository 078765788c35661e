#include "bridge/rest/client.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/url.h"
#include "bridge/ops/secrets.h"
#include "bridge/rest/send_once.h"
#include "bridge/rest/shared.h"
#include "mapping/common/faults.h"
#include "mapping/common/rest_fault.h"

namespace uws::rest {
namespace {

namespace asio = boost::asio;
using Reply = Result<mapping::RestReply>;

// A call that had less than this part of its whole time and got no answer says nothing of the
// platform.
constexpr int kFairShare = 4;

bool fits_a_header(std::string_view value) {
  return std::none_of(value.begin(), value.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
  });
}

bool may_be_a_session(std::string_view token) {
  constexpr std::size_t kLongest = 256;
  return token.size() <= kLongest && std::all_of(token.begin(), token.end(), [](char c) {
           return static_cast<unsigned char>(c) < 0x80;
         });
}

// RestCall::path begins with a slash.
Settings cleaned(Settings settings) {
  settings.base_url = base::without_final_slash(settings.base_url);
  return settings;
}

tl::unexpected<Fault> unexpected_error(std::string reason) {
  return tl::unexpected(mapping::refuse(mapping::kUnexpectedError, std::move(reason)));
}

// Whether it says more than that the bearer was refused: an error code, and not one of the
// platform's API gateway (9009xx).
bool is_platforms_error(const mapping::RestReply& reply) {
  if (reply.status != 401 || reply.body.size() > kLongestError) return false;
  const auto body = nlohmann::json::parse(reply.body, nullptr, false);
  const auto code = body.is_object() ? body.find("errorCode") : body.end();
  return code != body.end() && code->is_string() &&
         !code->get_ref<const std::string&>().starts_with("900");
}

// An object or a list as far as its first character tells, or nothing at all.
bool may_be_json(std::string_view body) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (body.starts_with(kMark)) body.remove_prefix(kMark.size());
  const auto first = body.find_first_not_of(" \t\r\n");
  return first == std::string_view::npos || body[first] == '{' || body[first] == '[';
}

mapping::RestReply to_reply(http::ClientReply&& reply) {
  const std::string* type = reply.headers.find("Content-Type");
  return {reply.status, type != nullptr ? *type : std::string(), std::move(reply.body)};
}

}  // namespace

struct Client::Impl {
  using Clock = std::chrono::steady_clock;

  // One call under way.
  struct Course {
    const mapping::RestCall& call;
    const std::string& session;
    const Clock::time_point deadline;
    bool is_login = false;
    // Of the answer the call ended with, 0 when it ended without one; nothing = it was not sent.
    std::optional<int> status = {};
  };

  http::ClientCall http_call(const Course& course, const std::string& token) const;
  asio::awaitable<Reply> log_in(Course& course, Login login);
  asio::awaitable<Reply> send(Course& course);
  std::optional<Reply> settle(Course& course, http::ClientReply&& reply, const std::string& token,
                              bool again);
  Reply no_answer(const Course& course, const http::ClientError& error,
                  std::chrono::milliseconds given);
  void tell(const Course& course, std::string_view reason) const;
  void count(http::ClientFailure kind) const;
  void tell(Breaker::Changed changed) const;

  asio::io_context& io;
  http::Client& http;
  const Settings settings;
  RestCounters& counters;
  ops::Events& events;
  const std::shared_ptr<Shared> shared;
};

http::ClientCall Client::Impl::http_call(const Course& course, const std::string& token) const {
  static constexpr std::string_view kWanted[] = {"Content-Type"};
  const auto& call = course.call;
  http::ClientCall out;
  out.method = mapping::name_of(call.method);
  out.url = settings.base_url + call.path;
  out.headers.reserve(4);
  out.headers.add("Authorization", "Bearer " + token);
  if (call.with_session && !course.session.empty()) {
    out.headers.add("VZ-M2M-Token", course.session);
  }
  out.headers.add("Content-Type", "application/json");
  out.headers.add("Accept", "application/json");
  out.body = call.body;
  out.wanted_headers = kWanted;
  return out;
}

void Client::Impl::tell(const Course& course, std::string_view reason) const {
  std::string line = mapping::name_of(course.call.method);
  line.append(" ").append(course.call.path, 0, course.call.path.find('?'));
  line.append(": ").append(reason);
  ops::hide(line, course.session);
  events.warn("REST call failed", {{"reason", line}});
}

void Client::Impl::count(http::ClientFailure kind) const {
  ops::Count* const counts[] = {&counters.failed_connect, &counters.failed_timeout,
                                &counters.failed_tls, &counters.failed_too_large,
                                &counters.failed_other};
  ++*counts[static_cast<std::size_t>(kind)];
}

void Client::Impl::tell(Breaker::Changed changed) const {
  if (changed == Breaker::Changed::no) return;
  const bool open = changed == Breaker::Changed::opened;
  counters.breaker_open = open ? 1 : 0;
  events.warn(open ? "the platform does not answer: calls fail at once until it does"
                   : "the platform answers again");
}

Client::Client(asio::io_context& io, http::Client& http, Settings settings, RestCounters& counters,
               ops::Events& events, std::shared_ptr<Shared> shared)
    : impl_(std::make_unique<Impl>(
          Impl{io, http, cleaned(std::move(settings)), counters, events, std::move(shared)})) {}

Client::~Client() = default;

asio::awaitable<Reply> Client::Impl::log_in(Course& course, Login login) {
  course.is_login = true;
  const auto turn = co_await shared->login_turns.take(login.user, course.deadline);
  if (!turn.held()) {
    co_return unexpected_error("other logins of this user have taken all the time");
  }
  if (auto known = shared->logins.remembered(login)) {
    ++counters.logins_remembered;
    co_return std::move(*known);
  }
  auto reply = co_await send(course);
  if (reply) shared->logins.learn(login, *reply);
  co_return reply;
}

asio::awaitable<Reply> Client::Impl::send(Course& course) {
  if (!shared->breaker.admit()) {
    ++counters.failed_breaker;
    co_return unexpected_error("the platform has not answered for a while");
  }
  Breaker::Attempt attempt(shared->breaker);
  for (bool again = false;; again = true) {
    course.status = 0;
    const auto pass = co_await shared->bearer->get(io, http, course.deadline);
    if (pass.token.empty()) {
      ++counters.failed_bearer;
      tell(course, "no bearer token");
      co_return unexpected_error("the platform gave no bearer token");
    }
    http::ClientCall request = http_call(course, pass.token);
    const auto given =
        std::chrono::duration_cast<std::chrono::milliseconds>(course.deadline - Clock::now());
    auto reply = co_await send_once(http, std::move(request), course.deadline, counters);
    attempt.has_found_out();
    if (!reply) co_return no_answer(course, reply.error(), given);
    tell(shared->breaker.answered());
    if (auto settled = settle(course, std::move(*reply), pass.token, again)) {
      co_return std::move(*settled);
    }
    ++counters.bearer_retries;
  }
}

Reply Client::Impl::no_answer(const Course& course, const http::ClientError& error,
                              std::chrono::milliseconds given) {
  using http::ClientFailure;
  // Nothing is to blame the platform for: too little time, a connection that was over, a big
  // answer.
  const bool short_of_time =
      error.kind == ClientFailure::timeout && given < settings.timeout / kFairShare;
  if (error.kind == ClientFailure::too_large) {
    tell(shared->breaker.answered());
  } else if (short_of_time || error.kept_connection_died) {
    shared->breaker.unknown();
  } else {
    tell(shared->breaker.failed());
  }
  count(error.kind);
  const std::string kind(http::name_of(error.kind));
  tell(course, kind + ": " + error.message);
  return unexpected_error("the platform gave no answer: " + kind);
}

// Nothing = the call is to be made once more, with a new bearer.
std::optional<Reply> Client::Impl::settle(Course& course, http::ClientReply&& reply,
                                          const std::string& token, bool again) {
  course.status = reply.status;
  auto out = to_reply(std::move(reply));
  const bool of_the_call = is_platforms_error(out);
  if (out.status != 401 || (course.is_login && of_the_call)) {
    shared->bearer->took(token);
    ++(out.ok() ? counters.replies : counters.error_replies);
    if (out.ok() && !may_be_json(out.body)) {
      tell(course, "a success without JSON");
      return unexpected_error("the platform answered a success with what is no JSON object");
    }
    return out;
  }
  shared->bearer->reject(token, !of_the_call, again);
  if (!again && !course.is_login) return std::nullopt;
  ++counters.failed_bearer;
  tell(course, again ? "bearer token refused twice" : "bearer token refused, no login is repeated");
  return tl::unexpected(mapping::rest_fault(out));
}

asio::awaitable<Reply> Client::perform(const mapping::RestCall& call,
                                       const std::string& session_token,
                                       std::chrono::steady_clock::time_point not_after) {
  Impl& impl = *impl_;
  ++impl.counters.calls;
  const std::string& session = call.session_token.empty() ? session_token : call.session_token;
  if (call.with_session && !may_be_a_session(session)) {
    ++impl.counters.rejected_token;
    co_return tl::unexpected(mapping::refuse(
        mapping::kSessionTokenFormat, "the session token is over 256 characters or not ASCII"));
  }
  if (call.with_session && !fits_a_header(session)) {
    ++impl.counters.rejected_token;
    co_return tl::unexpected(mapping::refuse(mapping::kSessionTokenInvalid,
                                             "the session token holds a control character"));
  }
  Impl::Course course{call, session,
                      std::min(not_after, Impl::Clock::now() + impl.settings.timeout)};
  auto login = login_of(call);
  auto pending = login ? impl.log_in(course, std::move(*login)) : impl.send(course);
  Reply reply = co_await std::move(pending);
  if (course.status) impl.events.rest_call(*course.status);
  co_return reply;
}

}  // namespace uws::rest
