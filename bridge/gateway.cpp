#include "bridge/gateway.h"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>
#include <iostream>
#include <optional>

#include "bridge/admin/callbacks_pages.h"
#include "bridge/admin/clients_pages.h"
#include "bridge/admin/dead_letters_pages.h"
#include "bridge/admin/guard.h"
#include "bridge/admin/status_pages.h"
#include "bridge/admin/unix_listener.h"
#include "bridge/callback/delivery.h"
#include "bridge/callback/relay.h"
#include "bridge/callback/webhook.h"
#include "bridge/census/keeper.h"
#include "bridge/door/counted_clients.h"
#include "bridge/door/own_rooms.h"
#include "bridge/gateway_contract.h"
#include "bridge/gateway_counters.h"
#include "bridge/gateway_listeners.h"
#include "bridge/gateway_opening.h"
#include "bridge/ops/logged_events.h"
#include "bridge/recording/watchers.h"
#include "bridge/rest/bearer.h"
#include "bridge/tools/cli.h"

namespace uws {
namespace {

// A drain waits for calls under way; none lasts longer than its own budget.
constexpr std::chrono::seconds kDrainPatience{60};
constexpr std::chrono::seconds kRelayPatience{10};

// The process put together. Members are in order of construction; the store goes before the pool.
class Gateway {
 public:
  Gateway(const config::Config& config, Opened& opened)
      : config_(config),
        owner_(opened.owner ? &*opened.owner : nullptr),
        log_(ops::log_format(config.log.format), ops::log_level(config.log.level), config.log.file,
             counters_.log),
        metrics_(tools::version(), door::operation_names()),
        events_(log_, metrics_),
        pool_(static_cast<unsigned>(config.listen.threads)),
        census_(config.census, counters_.census),
        store_(std::move(opened.store)),
        receivers_(config.relay.receivers),
        relay_client_(pool_.context(0), relay_limits(config, receivers_)),
        relay_(pool_.context(0), *store_, relay_client_, relay_settings(config, owner_),
               counters_.callbacks, events_),
        hand_(*store_, relay_, events_),
        listeners_(pool_, opened.listeners, events_),
        admin_(*listeners_.find("admin")),
        registrar_(*store_, callbacks_url(config, listeners_)),
        workers_(static_cast<unsigned>(config.listen.workers), counters_.workers),
        watchers_(config.recording, config.shadow, config.rest.http, counters_.recorder,
                  counters_.shadow, events_),
        census_keeper_(pool_.context(0), census_, *store_, config.census, counters_.census),
        patience_(pool_.context(0)) {
    for (const auto& secret : config::secrets_of(config)) log_.protect(secret, true);
    log_.protect(rest::basic_credentials(config.rest.app_key, config.rest.app_secret), true);
    admin::watch(*store_, events_);
    for (const auto& server : listeners_.all()) metrics_.add(server->counters().rows);
    counters_.show(metrics_);
    keep_from_itself(receivers_, listeners_);
    registrar_.check_urls([this](std::string_view url) { return receivers_.refusal(url); });
    registrar_.watch([this](const std::string& receiver) { relay_.ask_now(receiver); });
    serve();
    warn_at_start(config, opened.descriptors, listeners_, events_);
    if (owner_) announce(*owner_->current(), events_);
  }

  int run() {
    // A file at its size limit is a failing store, not the end of the process.
    std::signal(SIGXFSZ, SIG_IGN);
    relay_.start();
    if (config_.census.enabled) {
      census_keeper_.start([this](std::string_view what) {
        counters_.loops.failed(counters_.loops.census, what, events_);
      });
    }
    const auto on = [this](const std::vector<int>& signals, bool once, std::function<void()> act) {
      on_signal(pool_.context(0), signals, once, std::move(act), counters_.loops, events_);
    };
    on({SIGTERM, SIGINT}, true, [this] { drain(); });
    on({SIGHUP}, false, [this] {
      log_.reopen();
      listeners_.reload_certificates();
      if (owner_) reload(*owner_, events_);
    });
    listeners_.announce(std::cout);
    events_.info("serving", {{"version", tools::version()}, {"threads", pool_.size()}});
    pool_.run([this](std::string_view what) {
      counters_.loops.failed(counters_.loops.threads, what, events_);
    });
    census_keeper_.finish();
    events_.info("drained");
    return tools::kExitOk;
  }

 private:
  // Who answers the SOAP clients, and counts them.
  http::HandlerFactory door() {
    const auto address = address_rules(config_, listeners_);
    auto* const census = config_.census.enabled ? &census_ : nullptr;
    const bool old_answers = watchers_.old_answers();
    auto handlers = watchers_.around(door::front_door(
        {door::own_rooms({config_.rest.http, config_.rest, config_.contract.max_response_bytes,
                          config_.rest.go_to_state_path, &workers_, watchers_.any()},
                         registrar_, counters_.rest, events_),
         door::metadata_pages({address, config_.metadata.directory, owner_}, events_), address,
         mapping::leniency(config_.contract.strict_order), counters_.door, events_, &workers_,
         owner_, watchers_.sinks(), old_answers ? nullptr : census}));
    if (!old_answers || !census) return handlers;
    return door::counted_clients(std::move(handlers), address, owner_, *census);
  }

  void serve() {
    const auto door = http::once_per_context(this->door());
    for (const auto* name : {"soap", "soap-tls"}) {
      if (auto* server = listeners_.find(name)) server->serve(door);
    }
    if (auto* server = listeners_.find("soap-legacy-tls")) {
      server->serve(http::counted(door, counters_.legacy_clients));
    }
    const auto wake = [this](const std::string& receiver) { relay_.wake(receiver); };
    listeners_.find("callbacks")
        ->serve(http::shared(callback::webhook_handler(*store_, config_.webhooks(),
                                                       counters_.callbacks, events_, wake)),
                callback::webhook_head_check(*store_, counters_.callbacks));
    const admin::ReadyCheck listening{"listeners", [this] { return listeners_.trouble(); }};
    const auto pages =
        admin::router({admin::status_pages(metrics_, {listening, admin::store_works(*store_)}),
                       admin::dead_letters_pages(*store_, relay_),
                       admin::callbacks_pages(*store_, hand_, counters_.callbacks.receivers),
                       admin::clients_pages(*store_, census_keeper_)});
    admin_.serve(http::shared(admin::guarded(pages, config_.admin)));
    local_admin_ = admin::open_locally(pool_.context(0), config_.admin_socket(), pages, events_);
  }

  // Calls and webhooks end first, then the relay; the admin page answers until the end.
  void drain() {
    events_.info("draining");
    listeners_.drain(admin_, kDrainPatience,
                     [this] { boost::asio::post(pool_.context(0), [this] { stop_relay(); }); });
  }

  void stop_relay() {
    patience_.expires_after(kRelayPatience);
    patience_.async_wait([this](const boost::system::error_code&) { pool_.stop(); });
    relay_.stop([this] { patience_.cancel(); });
  }

  const config::Config& config_;
  owner::LiveContract* const owner_;
  GatewayCounters counters_;
  ops::Logger log_;
  ops::Metrics metrics_;
  ops::LoggedEvents events_;
  http::Pool pool_;
  census::Census census_;
  std::unique_ptr<store::Store> store_;
  callback::ReceiverRules receivers_;
  http::Client relay_client_;
  callback::Relay relay_;
  callback::Hand hand_;
  http::Listeners listeners_;
  http::Server& admin_;
  store::Registrar registrar_;
  exchange::Workers workers_;
  recording::Watchers watchers_;
  census::Keeper census_keeper_;
  boost::asio::steady_timer patience_;
  std::optional<admin::UnixListener> local_admin_;
};

}  // namespace

int serve(const config::Config& config) {
  auto opened = open_for(config);
  if (!opened) return opened.error();
  try {
    return Gateway(config, **opened).run();
  } catch (const std::system_error& error) {
    std::cerr << "uws-bridge: " << error.what() << '\n';
    return kExitFailed;
  }
}

}  // namespace uws
