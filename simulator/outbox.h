#pragma once
// Sends callbacks to the registered listeners: up to four attempts each, a fixed interval apart,
// acknowledged by any 2xx. At most kMostInFlight are under way at once.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <deque>

#include "bridge/http/client.h"
#include "simulator/world.h"

namespace uws::simulator {

class Outbox {
 public:
  // `io` and `world` outlive the outbox; everything runs on io's thread.
  Outbox(boost::asio::io_context& io, World& world);

  void deliver(Delivery delivery);

 private:
  static constexpr int kAttempts = 4;
  static constexpr int kMostInFlight = 32;

  struct Item {
    Delivery delivery;
    std::size_t record;  // in World::deliveries
  };

  void pump();
  boost::asio::awaitable<void> send(Item item);
  void retry_later(Item item);

  boost::asio::io_context& io_;
  World& world_;
  http::Client client_;
  std::deque<Item> waiting_;
  int in_flight_ = 0;
};

}  // namespace uws::simulator
