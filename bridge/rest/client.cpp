#include "bridge/rest/client.h"

#include <algorithm>

#include "base/url.h"
#include "bridge/ops/secrets.h"
#include "bridge/rest/bearer.h"
#include "bridge/rest/send_once.h"
#include "mapping/common/faults.h"
#include "mapping/common/rest_fault.h"

namespace uws::rest {
namespace {

namespace asio = boost::asio;
using Reply = Result<mapping::RestReply>;

const char* method_name(mapping::Method method) {
  constexpr const char* kNames[] = {"GET", "POST", "PUT", "DELETE"};
  return kNames[static_cast<std::size_t>(method)];
}

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

mapping::RestReply to_reply(http::ClientReply&& reply) {
  const std::string* type = reply.headers.find("Content-Type");
  return {reply.status, type != nullptr ? *type : std::string(), std::move(reply.body)};
}

}  // namespace

struct Client::Impl {
  Impl(asio::io_context& io, http::Client& http_client, Settings wanted, RestCounters& counts,
       ops::Events& told)
      : http(http_client),
        settings(cleaned(std::move(wanted))),
        counters(counts),
        events(told),
        bearer(std::make_shared<Bearer>(io, http, settings, counters, events)) {}

  http::ClientCall http_call(const mapping::RestCall& call, const std::string& session,
                             const std::string& token) const;
  asio::awaitable<Reply> perform(const mapping::RestCall& call, const std::string& session,
                                 std::chrono::steady_clock::time_point deadline, int& status);
  void tell(const mapping::RestCall& call, const std::string& session,
            std::string_view reason) const;
  void count(http::ClientFailure kind) const;

  http::Client& http;
  const Settings settings;
  RestCounters& counters;
  ops::Events& events;
  const std::shared_ptr<Bearer> bearer;
};

http::ClientCall Client::Impl::http_call(const mapping::RestCall& call, const std::string& session,
                                         const std::string& token) const {
  http::ClientCall out;
  out.method = method_name(call.method);
  out.url = settings.base_url + call.path;
  out.headers.add("Authorization", "Bearer " + token);
  if (call.with_session && !session.empty()) out.headers.add("VZ-M2M-Token", session);
  out.headers.add("Content-Type", "application/json");
  out.headers.add("Accept", "application/json");
  out.body = call.body;
  return out;
}

void Client::Impl::tell(const mapping::RestCall& call, const std::string& session,
                        std::string_view reason) const {
  std::string line = method_name(call.method);
  line.append(" ").append(call.path, 0, call.path.find('?')).append(": ").append(reason);
  ops::hide(line, session);
  events.warn("REST call failed", {{"reason", line}});
}

void Client::Impl::count(http::ClientFailure kind) const {
  ops::Count* const counts[] = {&counters.failed_connect, &counters.failed_timeout,
                                &counters.failed_tls, &counters.failed_too_large,
                                &counters.failed_other};
  ++*counts[static_cast<std::size_t>(kind)];
}

Client::Client(asio::io_context& io, http::Client& http, Settings settings, RestCounters& counters,
               ops::Events& events)
    : impl_(std::make_unique<Impl>(io, http, std::move(settings), counters, events)) {}

Client::~Client() = default;

// `status` is that of the answer the call ended with, 0 when it ended without one.
asio::awaitable<Reply> Client::Impl::perform(const mapping::RestCall& call,
                                             const std::string& session,
                                             std::chrono::steady_clock::time_point deadline,
                                             int& status) {
  for (bool again = false;; again = true) {
    status = 0;
    const std::string token = co_await bearer->get(deadline);
    if (token.empty()) {
      ++counters.failed_bearer;
      tell(call, session, "no bearer token");
      co_return unexpected_error("the platform gave no bearer token");
    }
    http::ClientCall request = http_call(call, session, token);
    auto reply = co_await send_once(http, std::move(request), deadline, counters);
    if (!reply) {
      count(reply.error().kind);
      const std::string kind(http::name_of(reply.error().kind));
      tell(call, session, kind + ": " + reply.error().message);
      co_return unexpected_error("the platform gave no answer: " + kind);
    }
    status = reply->status;
    if (reply->status != 401) {
      mapping::RestReply out = to_reply(std::move(*reply));
      ++(out.ok() ? counters.replies : counters.error_replies);
      co_return out;
    }
    bearer->reject(token);
    if (again) {
      ++counters.failed_bearer;
      tell(call, session, "bearer token refused twice");
      co_return tl::unexpected(mapping::rest_fault(to_reply(std::move(*reply))));
    }
    ++counters.bearer_retries;
  }
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
  const auto deadline = std::min(not_after, Bearer::Clock::now() + impl.settings.timeout);
  int status = 0;
  Reply reply = co_await impl.perform(call, session, deadline, status);
  impl.events.rest_call(status);
  co_return reply;
}

}  // namespace uws::rest
