#include "bridge/rest/bearer.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
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

Bearer::Bearer(asio::io_context& io, http::Client& http, const Settings& settings,
               RestCounters& counters, ops::Events& events)
    : io_(io), http_(http), settings_(settings), counters_(counters), events_(events) {}

asio::awaitable<std::string> Bearer::get(Clock::time_point deadline) {
  // A wait that is never over may outlive whoever began it.
  const auto self = shared_from_this();
  const auto now = Clock::now();
  if (token_.empty() || now >= renew_at_) start_renewal();
  if (!token_.empty() && now < ends_at_) co_return token_;
  // A request that could not even be sent has failed already.
  if (!renewing_) co_return Clock::now() < ends_at_ ? token_ : std::string();

  asio::steady_timer wait(io_, deadline);
  const auto place = waiting_.insert(waiting_.end(), &wait);
  struct Leave {
    std::list<asio::steady_timer*>& list;
    std::list<asio::steady_timer*>::iterator place;
    ~Leave() { list.erase(place); }
  } leave{waiting_, place};
  boost::system::error_code ignored;
  auto token = asio::redirect_error(asio::use_awaitable, ignored);
  co_await wait.async_wait(std::move(token));
  co_return Clock::now() < ends_at_ ? token_ : std::string();
}

void Bearer::reject(const std::string& token) {
  if (token_ == token) token_.clear();
}

void Bearer::start_renewal() {
  if (std::exchange(renewing_, true)) return;
  // A caller that gives up must not take the renewal with it: others wait for it.
  try {
    asio::co_spawn(io_, renew(shared_from_this()),
                   [self = shared_from_this()](const std::exception_ptr& failure) {
                     self->finish_renewal();
                     if (failure) self->renewal_failed("ended in an exception");
                   });
  } catch (...) {
    finish_renewal();
    throw;
  }
}

asio::awaitable<void> Bearer::renew(std::shared_ptr<Bearer> self) {
  ++self->counters_.token_refreshes;
  // Half the budget, so that a call that waited still has time to be made.
  const auto deadline = Clock::now() + self->settings_.timeout / 2;
  http::ClientCall call = self->token_call();
  const auto reply = co_await send_once(self->http_, std::move(call), deadline, self->counters_);
  const auto grant = reply ? read_grant(reply->status, reply->body) : std::nullopt;
  if (grant) {
    self->events_.secret(grant->token);
    self->accept(*grant);
    co_return;
  }
  if (reply) {
    self->renewal_failed("no token in an answer with status " + std::to_string(reply->status));
  } else {
    self->renewal_failed(std::string(http::name_of(reply.error().kind)) + ": " +
                         reply.error().message);
  }
}

void Bearer::renewal_failed(const std::string& why) {
  ++counters_.token_failures;
  events_.warn("REST call failed", {{"reason", "bearer: " + why}});
}

void Bearer::accept(const Grant& grant) {
  const auto now = Clock::now();
  token_ = grant.token;
  renew_at_ = now + renew_after(grant.lifetime);
  // A token said to be over already is still worth one try by those who wait for it.
  ends_at_ = now + std::max(grant.lifetime, seconds(1));
}

void Bearer::finish_renewal() {
  renewing_ = false;
  for (asio::steady_timer* wait : waiting_) wait->cancel();
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
