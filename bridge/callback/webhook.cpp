#include "bridge/callback/webhook.h"

#include "base/crypto.h"
#include "bridge/callback/webhook_body.h"
#include "bridge/http/outbreak.h"
#include "bridge/store/outbox.h"

namespace uws::callback {
namespace {

constexpr std::string_view kPrefix = "/callbacks/";
constexpr std::size_t kTokenSize = 32;

// Two bodies nobody can read that are further apart than this are news again.
constexpr std::chrono::minutes kGap{10};

struct Webhook {
  Webhook(store::Store& store, WebhookSettings the_settings, Counters& the_counters,
          ops::Events& the_events, Stored told)
      : outbox(store),
        settings(the_settings),
        counters(the_counters),
        events(the_events),
        stored(std::move(told)) {}

  store::Outbox outbox;
  WebhookSettings settings;
  Counters& counters;
  ops::Events& events;
  Stored stored;
  http::Outbreak unreadable{kGap}, too_large{kGap}, refused{kGap};

  void warn(http::Outbreak& outbreak, const std::string& line) const {
    if (outbreak.begins()) events.warn("webhook: " + line);
  }
};

http::Response answer(int status) {
  http::Response response;
  response.status = status;
  return response;
}

// Empty = the path cannot be a callback address.
std::string token_of(const std::string& path) {
  if (!path.starts_with(kPrefix) || path.size() != kPrefix.size() + kTokenSize) return {};
  return path.substr(kPrefix.size());
}

store::Incoming incoming_of(const Webhook& hook, const BodyFacts& facts, std::string body) {
  store::Incoming incoming;
  incoming.body = std::move(body);
  if (!facts.readable) {
    incoming.dead_reason = "the body is not a JSON object";
    incoming.most_unreadable = hook.settings.most_unreadable;
    return incoming;
  }
  incoming.request_id = facts.request_id;
  incoming.device = facts.device;
  if (!facts.request_id.empty()) incoming.duplicate_key = facts.fingerprint;
  incoming.duplicates_since = store::now_ms() - hook.settings.duplicate_window.count();
  return incoming;
}

// Counts and reports what became of a body in the store; the status to answer with.
int settle(Webhook& hook, const store::Receipt& receipt, bool readable) {
  auto& counters = hook.counters;
  if (receipt.no_room) {
    ++counters.unreadable_refused;
    hook.warn(hook.refused, "bodies that are not JSON are refused: " +
                                std::to_string(hook.settings.most_unreadable) + " are kept");
    return 503;
  }
  if (receipt.duplicate) {
    ++counters.duplicates;
  } else if (readable) {
    ++counters.stored;
  } else {
    ++counters.unreadable;
    ++counters.dead;
    hook.warn(hook.unreadable,
              "a body is not JSON and kept as dead letter " + std::to_string(receipt.id));
  }
  return 200;
}

// Whether the body carries the credentials the platform was given for `address`.
bool vouched_for(const BodyFacts& facts, const store::CallbackAddress& address) {
  const auto shown = base::credentials_hash(facts.username, facts.password);
  return base::same_secret(shown, address.credentials);
}

using Known = tl::expected<store::CallbackAddress, http::Response>;

// The address a request asks, or what refuses it whatever its body is.
asio::awaitable<Known> find(store::Outbox& outbox, Counters& counters,
                            const http::Request& request) {
  const auto token = token_of(request.path);
  if (token.empty()) co_return tl::unexpected(answer(404));
  if (request.method != "POST") {
    auto response = answer(405);
    response.headers.add("Allow", "POST");
    co_return tl::unexpected(std::move(response));
  }
  auto address = co_await outbox.find_address(token);
  if (!address) {
    ++counters.store_failures;
    co_return tl::unexpected(answer(503));
  }
  if (!address->has_value()) {
    ++counters.refused_address;
    co_return tl::unexpected(answer(404));
  }
  co_return std::move(**address);
}

asio::awaitable<http::Response> take(std::shared_ptr<Webhook> hook, http::Request request) {
  auto& counters = hook->counters;
  auto address = co_await find(hook->outbox, counters, request);
  if (!address) co_return std::move(address.error());
  ++counters.received;
  const auto facts = read_body(request.body);
  if (facts.readable && !vouched_for(facts, *address)) {
    ++counters.refused_credentials;
    co_return answer(403);
  }
  if (!facts.readable && !address->confirmed) {
    ++counters.refused_address;
    co_return answer(404);
  }
  const auto size = request.body.size();
  if (!facts.readable && size > hook->settings.most_unreadable_bytes) {
    ++counters.unreadable_too_large;
    hook->warn(hook->too_large,
               "a body of " + std::to_string(size) + " bytes is not JSON and refused");
    co_return answer(413);
  }
  auto incoming = incoming_of(*hook, facts, std::move(request.body));
  incoming.registration = address->registration;
  incoming.proof = facts.readable && !address->confirmed;
  const auto receipt = co_await hook->outbox.receive(std::move(incoming));
  if (!receipt) {
    ++counters.store_failures;
    co_return answer(503);
  }
  const int status = settle(*hook, *receipt, facts.readable);
  if (hook->stored && !receipt->receiver.empty()) hook->stored(receipt->receiver);
  co_return answer(status);
}

}  // namespace

http::Handler webhook_handler(store::Store& store, WebhookSettings settings, Counters& counters,
                              ops::Events& events, Stored stored) {
  auto hook = std::make_shared<Webhook>(store, settings, counters, events, std::move(stored));
  return [hook](http::Request request) { return take(hook, std::move(request)); };
}

http::HeadCheck webhook_head_check(store::Store& store, Counters& counters) {
  auto outbox = std::make_shared<store::Outbox>(store);
  return [outbox, &counters](
             const http::Request& request) -> asio::awaitable<std::optional<http::Response>> {
    auto address = co_await find(*outbox, counters, request);
    if (address) co_return std::nullopt;
    co_return std::move(address.error());
  };
}

}  // namespace uws::callback
