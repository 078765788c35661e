// thingspace-sim: a stateful stand-in for the REST API.

#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>
#include <iostream>
#include <memory>
#include <system_error>

#include "bridge/http/server.h"
#include "bridge/ops/events.h"
#include "simulator/front.h"
#include "simulator/options.h"
#include "simulator/outbox.h"
#include "simulator/seed.h"

namespace {

namespace asio = boost::asio;
namespace http = uws::http;
namespace sim = uws::simulator;

constexpr std::chrono::seconds kDrainPatience{5};

// Runs `action` on io after `delay`.
void run_later(asio::io_context& io, std::chrono::milliseconds delay,
               std::function<void()> action) {
  auto timer = std::make_shared<asio::steady_timer>(io, delay);
  timer->async_wait([timer, action = std::move(action)](boost::system::error_code error) {
    if (!error) action();
  });
}

int serve(sim::Options options) {
  http::Pool pool(1);
  auto& io = pool.context(0);
  sim::World world(std::move(options.settings));
  sim::seed(world);
  sim::Outbox outbox(io, world);
  world.later = [&](std::function<void()> action) {
    run_later(io, world.settings.callback_delay, std::move(action));
  };
  world.deliver = [&](sim::Delivery delivery) { outbox.deliver(std::move(delivery)); };
  sim::Front front(world, options.faults);
  http::Listen listen{.address = world.settings.address, .port = world.settings.port};
  listen.breaks_off = sim::Front::is_reset;
  http::Server server(pool, std::move(listen), uws::ops::no_events());
  server.serve(
      http::shared([&](http::Request request) { return front.handle(std::move(request)); }));
  asio::signal_set signals(io, SIGTERM, SIGINT);
  signals.async_wait([&](boost::system::error_code error, int) {
    if (!error) server.drain(kDrainPatience, [&] { pool.stop(); });
  });
  std::cout << "listening sim " << server.endpoint() << std::endl;
  pool.run();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  auto options = sim::parse_options(argc, argv);
  if (options.exit_code) return *options.exit_code;
  try {
    return serve(std::move(options));
  } catch (const std::exception& error) {
    std::cerr << "thingspace-sim: " << error.what() << '\n';
    return 1;
  }
}
