#include "simulator/outbox.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>

namespace uws::simulator {

namespace asio = boost::asio;

Outbox::Outbox(asio::io_context& io, World& world)
    : io_(io), world_(world), client_(io, http::ClientLimits{}) {}

void Outbox::deliver(Delivery delivery) {
  world_.deliveries.push_back(
      {delivery.account, delivery.service, text_of(delivery.body, "requestId"), "", 0, "waiting"});
  waiting_.push_back({std::move(delivery), world_.deliveries.size() - 1});
  pump();
}

void Outbox::pump() {
  while (!waiting_.empty() && in_flight_ < kMostInFlight) {
    Item item = std::move(waiting_.front());
    waiting_.pop_front();
    ++in_flight_;
    asio::co_spawn(io_, send(std::move(item)), asio::detached);
  }
}

asio::awaitable<void> Outbox::send(Item item) {
  const auto listener = world_.listeners.find({item.delivery.account, item.delivery.service});
  if (listener == world_.listeners.end()) {
    world_.deliveries[item.record].state = "no listener";
  } else {
    const int attempt = ++world_.deliveries[item.record].attempts;
    world_.deliveries[item.record].url = listener->second.url;
    Json body = {{"username", listener->second.username}, {"password", listener->second.password}};
    body.update(item.delivery.body);
    if (body.contains("requestId")) {
      body["callbackCount"] = attempt;
      body["maxCallbackThreshold"] = kAttempts;
    }
    http::ClientCall call;
    call.method = "POST";
    call.url = listener->second.url;
    call.headers.add("Content-Type", "application/json");
    call.body = body.dump();
    call.timeout = std::chrono::seconds(30);
    const auto answer = co_await client_.perform(std::move(call));
    if (answer && answer->status >= 200 && answer->status < 300) {
      world_.deliveries[item.record].state = "delivered";
    } else if (attempt >= kAttempts) {
      world_.deliveries[item.record].state = "given up";
    } else {
      retry_later(std::move(item));
    }
  }
  --in_flight_;
  pump();
}

void Outbox::retry_later(Item item) {
  auto timer = std::make_shared<asio::steady_timer>(io_, world_.settings.callback_retry);
  auto shared = std::make_shared<Item>(std::move(item));
  timer->async_wait([this, timer, shared](boost::system::error_code error) {
    if (error) return;
    waiting_.push_back(std::move(*shared));
    pump();
  });
}

}  // namespace uws::simulator
