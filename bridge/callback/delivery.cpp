#include "bridge/callback/delivery.h"

#include <utility>

#include "bridge/callback/acknowledgement.h"
#include "bridge/callback/webhook_body.h"
#include "bridge/ops/secrets.h"
#include "mapping/callback/callback.h"

namespace uws::callback {
namespace {

using mapping::callback::Built;
using mapping::callback::Delivery;
using How = store::Finished::How;

// The number receivers were always told, whatever [relay] max_attempts is.
constexpr int kMaxCallbackThreshold = 4;

std::string describe(const store::Queued& callback) {
  return "callback " + std::to_string(callback.id) + " of " + callback.service + " to " +
         public_part(callback.receiver);
}

tl::expected<Built, std::string> translate(const RelaySettings& settings,
                                           const store::Queued& callback) {
  Delivery delivery;
  delivery.service = callback.service;
  delivery.username = callback.username;
  delivery.password = callback.password;
  delivery.callback_count = callback.sends;
  delivery.max_callbacks = kMaxCallbackThreshold;
  delivery.body = callback.body;
  delivery.double_data = settings.double_data(callback.service);
  const auto layout = settings.layout ? settings.layout() : nullptr;
  delivery.layout = layout.get();
  try {
    return mapping::callback::build_callback(delivery);
  } catch (const std::exception&) {
    // One message must not stop its receiver's queue.
    return tl::unexpected<std::string>("the translation failed");
  }
}

http::ClientCall call_for(const RelaySettings& settings, const store::Queued& callback,
                          Built built) {
  http::ClientCall call;
  call.method = "POST";
  call.url = callback.receiver;
  call.headers.add("Content-Type", "text/xml; charset=utf-8");
  call.headers.add("SOAPAction", '"' + built.soap_action + '"');
  call.body = std::move(built.envelope);
  call.timeout = settings.timeout;
  return call;
}

std::string failure_text(const http::ClientError& error) {
  constexpr const char* kWords[] = {"no connection", "no answer in time", "TLS",
                                    "the answer is too large", "no answer"};
  return kWords[static_cast<std::size_t>(error.kind)] + (": " + error.message);
}

void report_unknown(const Sender& sender, const store::Queued& callback, const Built& built) {
  if (built.unknown_paths.empty()) return;
  sender.counters.unmapped_paths += built.unknown_paths.size();
  if (callback.sends > 1) return;
  const auto theirs = read_body(callback.body);
  for (auto path : built.unknown_paths) {
    for (const auto* secret : {&theirs.username, &theirs.password, &callback.password}) {
      ops::hide(path, *secret);
    }
    sender.events.unmapped(ops::Unmapped::callback, callback.service, path);
  }
}

store::Finished dead(const Sender& sender, const store::Queued& callback, const std::string& why) {
  ++sender.counters.dead;
  sender.events.warn(describe(callback) + " is a dead letter: " + why);
  return store::Finished{callback.id, How::dead, 0, why};
}

store::Finished failed(const Sender& sender, const store::Queued& callback, const std::string& why,
                       double chance) {
  const auto& settings = sender.settings;
  if (std::cmp_greater_equal(callback.attempts, settings.max_attempts)) {
    return dead(sender, callback, why);
  }
  ++sender.counters.retries;
  if (callback.attempts == 1) sender.events.warn(describe(callback) + " will be retried: " + why);
  const auto delay =
      retry_delay(settings.first_retry, settings.max_retry, callback.attempts, chance);
  return store::Finished{callback.id, How::retry, store::now_ms() + delay.count(), why};
}

}  // namespace

asio::awaitable<store::Finished> deliver(Sender sender, store::Queued callback, double chance) {
  auto built = translate(sender.settings, callback);
  if (!built) co_return dead(sender, callback, built.error());
  report_unknown(sender, callback, *built);
  auto call = call_for(sender.settings, callback, std::move(*built));
  const auto reply = co_await sender.client.perform(std::move(call));
  const auto why = reply ? refusal(reply->status, reply->body) : failure_text(reply.error());
  if (!why.empty()) co_return failed(sender, callback, why, chance);
  ++sender.counters.delivered;
  co_return store::Finished{callback.id, How::delivered, 0, {}};
}

}  // namespace uws::callback
