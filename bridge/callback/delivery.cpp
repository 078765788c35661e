#include "bridge/callback/delivery.h"

#include <algorithm>
#include <utility>

#include "bridge/callback/acknowledgement.h"
#include "bridge/callback/webhook_body.h"
#include "bridge/ops/secrets.h"
#include "mapping/callback/callback.h"

namespace uws::callback {
namespace {

using mapping::callback::Built;
using mapping::callback::Delivery;
constexpr std::size_t kAnswerBytes = 64 * 1024;

tl::expected<Built, std::string> translate(const RelaySettings& settings,
                                           const store::Queued& callback) {
  Delivery delivery;
  delivery.service = callback.service;
  delivery.username = callback.username;
  delivery.password = callback.password;
  delivery.max_callbacks = static_cast<int>(settings.max_callback_threshold);
  delivery.callback_count = settings.cap_callback_count
                                ? std::min(callback.sends, delivery.max_callbacks)
                                : callback.sends;
  delivery.body = callback.body;
  delivery.double_data = settings.double_data(callback.service);
  const auto layout = settings.layout ? settings.layout() : nullptr;
  delivery.layout = layout.get();
  try {
    return mapping::callback::build_callback(delivery);
  } catch (const std::exception&) {
    return tl::unexpected<std::string>("the translation failed");
  }
}

http::ClientCall call_for(const RelaySettings& settings, const store::Queued& callback,
                          Built built) {
  http::ClientCall call;
  call.method = "POST";
  call.url = callback.url;
  call.headers.add("Content-Type", "text/xml; charset=utf-8");
  call.headers.add("SOAPAction", '"' + built.soap_action + '"');
  call.body = std::move(built.envelope);
  call.timeout = settings.timeout;
  call.send_again = true;
  return call;
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

}  // namespace

http::ClientLimits receiver_limits(http::ClientLimits limits) {
  limits.max_response_bytes = kAnswerBytes;
  limits.cut_response = true;
  return limits;
}

std::string describe(const store::Queued& callback) {
  return "callback " + std::to_string(callback.id) + " of " + callback.service + " to " +
         public_part(callback.url);
}

boost::asio::awaitable<Sent> deliver(Sender sender, store::Queued callback) {
  auto built = translate(sender.settings, callback);
  if (!built) co_return Sent{{Verdict::Kind::refused, built.error()}, true};
  report_unknown(sender, callback, *built);
  auto call = call_for(sender.settings, callback, std::move(*built));
  if (sender.access.apply(call)) ++sender.counters.legacy_tls_sends;
  const auto reply = co_await sender.client.perform(std::move(call));
  co_return Sent{reply ? judge(*reply) : judge(reply.error())};
}

}  // namespace uws::callback
