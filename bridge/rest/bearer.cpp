#include "bridge/rest/bearer.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <charconv>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/base64.h"

namespace uws::rest {
namespace {

namespace asio = boost::asio;
using std::chrono::seconds;

constexpr seconds kUnknownLifetime{15 * 60};
constexpr seconds kLongestLifetime{24 * 60 * 60};
constexpr seconds kMargin{60};
constexpr int kMaxDepth = 4;
// The name of the turn to renew or to try a token.
constexpr const char* kTurn = "bearer";

seconds read_lifetime(const nlohmann::json& value) {
  std::int64_t count = -1;
  if (value.is_number_integer()) {
    count = value.get<std::int64_t>();
  } else if (value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc() || end != text.data() + text.size()) count = -1;
  }
  if (count < 0) return kUnknownLifetime;
  return std::min(seconds(count), kLongestLifetime);
}

}  // namespace

std::optional<Grant> read_grant(int status, const std::string& body) {
  if (status != 200) return std::nullopt;
  const auto stop_deep = [](int depth, nlohmann::json::parse_event_t, nlohmann::json&) {
    return depth <= kMaxDepth;
  };
  const auto json = nlohmann::json::parse(body, stop_deep, /*allow_exceptions=*/false);
  if (!json.is_object()) return std::nullopt;
  const auto token = json.find("access_token");
  if (token == json.end() || !token->is_string()) return std::nullopt;
  Grant grant{token->get<std::string>(), kUnknownLifetime};
  const bool printable = std::all_of(grant.token.begin(), grant.token.end(),
                                     [](char c) { return c > 0x20 && c < 0x7f; });
  if (grant.token.empty() || !printable) return std::nullopt;
  const auto lifetime = json.find("expires_in");
  if (lifetime != json.end()) grant.lifetime = read_lifetime(*lifetime);
  return grant;
}

seconds renew_after(seconds lifetime) { return std::max(lifetime - kMargin, lifetime / 2); }

std::string basic_credentials(std::string_view key, std::string_view secret) {
  return base::to_base64(std::string(key).append(":").append(secret));
}

std::string basic_authorization(std::string_view key, std::string_view secret) {
  return "Basic " + basic_credentials(key, secret);
}

std::optional<Bearer::Pass> Bearer::ready(Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  if (token_.empty() || now >= ends_at_ || on_trial_) return std::nullopt;
  return Pass{token_};
}

asio::awaitable<Bearer::Pass> Bearer::get(asio::io_context& io, http::Client& http,
                                          Clock::time_point deadline) {
  // A wait that is never over may outlive whoever began it.
  const auto self = shared_from_this();
  if (auto pass = ready(Clock::now())) {
    renew_early(io, http);
    co_return std::move(*pass);
  }
  std::uint64_t failures_seen = 0;
  {
    const std::lock_guard lock(mutex_);
    failures_seen = failures_;
  }
  for (;;) {
    auto turn = co_await turns_.take(kTurn, deadline);
    if (!turn.held()) co_return Pass{};
    if (auto pass = ready(Clock::now())) co_return std::move(*pass);
    {
      const std::lock_guard lock(mutex_);
      const auto now = Clock::now();
      // It is this call that finds out whether the token is taken.
      if (!token_.empty() && now < ends_at_) co_return Pass{token_, std::move(turn)};
      const bool pausing = refusals_.pausing(now);
      if (failures_ != failures_seen || pausing || now >= deadline) co_return Pass{};
    }
    // A caller that gives up must not take the renewal with it: others wait for it.
    asio::co_spawn(io, renew(self, http, std::move(turn)), asio::detached);
  }
}

// While calls go on with the old one.
void Bearer::renew_early(asio::io_context& io, http::Client& http) {
  {
    const std::lock_guard lock(mutex_);
    if (Clock::now() < renew_at_ || std::exchange(renewing_early_, true)) return;
  }
  auto begin = [](std::shared_ptr<Bearer> self, http::Client& by) -> asio::awaitable<void> {
    auto turn = co_await self->turns_.take(kTurn, Clock::now() + self->settings_.timeout);
    if (turn.held()) {
      auto renewed = renew(self, by, std::move(turn));
      co_await std::move(renewed);
    }
  };
  asio::co_spawn(io, begin(shared_from_this(), http),
                 [self = shared_from_this()](const std::exception_ptr&) {
                   const std::lock_guard lock(self->mutex_);
                   self->renewing_early_ = false;
                 });
}

asio::awaitable<void> Bearer::renew(std::shared_ptr<Bearer> self, http::Client& http,
                                    [[maybe_unused]] store::Turn turn) {
  std::string failure = "ended in an exception";
  try {
    ++self->counters_.token_refreshes;
    // Half the budget, so that a call that waited still has time to be made.
    const auto deadline = Clock::now() + self->settings_.timeout / 2;
    http::ClientCall call = self->token_call();
    const auto reply = co_await send_once(http, std::move(call), deadline, self->counters_);
    const auto grant = reply ? read_grant(reply->status, reply->body) : std::nullopt;
    if (grant) {
      self->events_.secret(grant->token);
      self->accept(*grant);
      co_return;
    }
    failure = reply ? "no token in an answer with status " + std::to_string(reply->status)
                    : std::string(http::name_of(reply.error().kind)) + ": " + reply.error().message;
  } catch (const std::exception&) {
    // Said below; the turn goes on to whoever waits.
  }
  self->renewal_failed(failure);
}

void Bearer::renewal_failed(const std::string& why) {
  {
    const std::lock_guard lock(mutex_);
    ++failures_;
  }
  ++counters_.token_failures;
  events_.warn("REST call failed", {{"reason", "bearer: " + why}});
}

void Bearer::accept(const Grant& grant) {
  const auto now = Clock::now();
  const std::lock_guard lock(mutex_);
  token_ = grant.token;
  renew_at_ = now + renew_after(grant.lifetime);
  // A token said to be over already is still worth one try by those who wait for it.
  ends_at_ = now + std::max(grant.lifetime, seconds(1));
  on_trial_ = refusals_.in_doubt();
}

void Bearer::took(const std::string& token) {
  if (!doubted_) return;
  const std::lock_guard lock(mutex_);
  if (token_ != token) return;
  doubted_ = false;
  refusals_.taken();
  on_trial_ = false;
}

void Bearer::reject(const std::string& token, bool doubtful, bool again) {
  const std::lock_guard lock(mutex_);
  if (doubtful) {
    doubted_ = true;
    refusals_.refused_call(again);
  }
  if (token_ != token) return;
  token_.clear();
  if (doubtful) refusals_.refused_token(Clock::now());
}

http::ClientCall Bearer::token_call() const {
  http::ClientCall call;
  call.method = "POST";
  call.url = settings_.token_url;
  call.headers.add("Authorization", basic_authorization(settings_.app_key, settings_.app_secret));
  call.headers.add("Content-Type", "application/x-www-form-urlencoded");
  call.headers.add("Accept", "application/json");
  call.body = "grant_type=client_credentials";
  return call;
}

}  // namespace uws::rest
