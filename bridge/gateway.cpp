#include "bridge/gateway.h"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>
#include <iostream>
#include <optional>

#include "bridge/admin/guard.h"
#include "bridge/admin/status_pages.h"
#include "bridge/admin/unix_listener.h"
#include "bridge/census/keeper.h"
#include "bridge/gateway_callbacks.h"
#include "bridge/gateway_contract.h"
#include "bridge/gateway_counters.h"
#include "bridge/gateway_front.h"
#include "bridge/gateway_listeners.h"
#include "bridge/gateway_opening.h"
#include "bridge/gateway_pages.h"
#include "bridge/ops/logged_events.h"
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
        callbacks_(config, owner_, pool_.context(0), *store_, counters_.callbacks, events_),
        listeners_(pool_, opened.listeners, events_),
        admin_(*listeners_.find("admin")),
        registrar_(*store_, callbacks_url(config, listeners_)),
        front_(config, owner_, counters_, events_),
        census_keeper_(pool_.context(0), census_, *store_, config.census, counters_.census),
        patience_(pool_.context(0)) {
    for (const auto& secret : config::secrets_of(config)) log_.protect(secret, true);
    log_.protect(rest::basic_credentials(config.rest.app_key, config.rest.app_secret), true);
    admin::watch(*store_, events_);
    for (const auto& server : listeners_.all()) metrics_.add(server->counters().rows);
    counters_.show(metrics_);
    callbacks_.judge(registrar_, listeners_);
    serve();
    warn_at_start(config, opened.descriptors, listeners_, events_);
    if (owner_) announce(*owner_->current(), events_);
  }

  int run() {
    // A file at its size limit is a failing store, not the end of the process.
    std::signal(SIGXFSZ, SIG_IGN);
    callbacks_.relay().start();
    if (config_.census.enabled) census_keeper_.start(restart_of(counters_.loops.census));
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
    pool_.run(restart_of(counters_.loops.threads));
    census_keeper_.finish();
    events_.info("drained");
    return tools::kExitOk;
  }

 private:
  std::function<void(std::string_view)> restart_of(ops::Count& loop) {
    return [&, this](std::string_view what) { counters_.loops.failed(loop, what, events_); };
  }

  void serve() {
    const auto door = http::once_per_context(front_.handlers(listeners_, registrar_, census_));
    for (const auto* name : {"soap", "soap-tls"}) {
      if (auto* server = listeners_.find(name)) server->serve(door);
    }
    if (auto* server = listeners_.find("soap-legacy-tls")) {
      server->serve(http::counted(door, counters_.legacy_clients));
    }
    callbacks_.take_webhooks(*listeners_.find("callbacks"));
    const auto pages = operator_pages(
        {metrics_, listeners_, *store_, callbacks_, counters_.callbacks.receivers, census_keeper_});
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
    callbacks_.relay().stop([this] { patience_.cancel(); });
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
  GatewayCallbacks callbacks_;
  http::Listeners listeners_;
  http::Server& admin_;
  store::Registrar registrar_;
  GatewayFront front_;
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
