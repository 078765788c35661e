#include "bridge/gateway.h"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>
#include <iostream>

#include "bridge/admin/admin.h"
#include "bridge/admin/dead_letters_page.h"
#include "bridge/admin/guard.h"
#include "bridge/callback/relay.h"
#include "bridge/callback/webhook.h"
#include "bridge/door/front_door.h"
#include "bridge/door/own_rooms.h"
#include "bridge/gateway_counters.h"
#include "bridge/gateway_listeners.h"
#include "bridge/ops/logged_events.h"
#include "bridge/rest/bearer.h"
#include "bridge/tools/cli.h"

namespace uws {
namespace {

namespace asio = boost::asio;
constexpr int kExitFailed = 1;
// A drain waits for calls under way; none lasts longer than its own budget.
constexpr std::chrono::seconds kDrainPatience{60};
constexpr std::chrono::seconds kRelayPatience{10};

// "https://host/api/" as "https://host/api".
std::string without_final_slash(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  return url;
}

// The process put together. Members are in order of construction; the store goes before the pool.
class Gateway {
 public:
  Gateway(const config::Config& config, const ops::Descriptors& descriptors,
          const std::vector<http::Listen>& listeners, std::unique_ptr<store::Store> store)
      : config_(config),
        descriptors_(descriptors),
        log_(ops::log_format(config.log.format), ops::log_level(config.log.level)),
        metrics_(tools::version(), door::operation_names()),
        events_(log_, metrics_),
        loops_(events_, counters_.loops),
        pool_(static_cast<unsigned>(config.listen.threads)),
        store_(std::move(store)),
        relay_client_(pool_.context(0), receiver_limits()),
        relay_(pool_.context(0), *store_, relay_client_, config.relay, counters_.callbacks,
               events_),
        listeners_(pool_, listeners, events_),
        admin_(*listeners_.find("admin")),
        registrar_(*store_, callbacks_url()),
        signals_(pool_.context(0), loops_),
        patience_(pool_.context(0)) {
    for (const auto& secret : config::secrets_of(config)) log_.protect(secret, true);
    log_.protect(rest::basic_credentials(config.rest.app_key, config.rest.app_secret), true);
    store_->watch([this](const auto& trouble) { store_changed(trouble); });
    for (const auto& server : listeners_.all()) metrics_.add(server->counters().rows);
    counters_.show(metrics_);
    serve();
  }

  int run() {
    // A file at its size limit is a failing store, not the end of the process.
    std::signal(SIGXFSZ, SIG_IGN);
    relay_.start();
    signals_.start([this] { drain(); }, [this] { listeners_.reload_certificates(); });
    warn_at_start(config_, descriptors_, listeners_, events_);
    listeners_.announce(std::cout);
    events_.info("serving", {{"version", tools::version()}, {"threads", pool_.size()}});
    pool_.run([this](std::string_view what) { loops_.thread_failed(what); });
    events_.info("drained");
    return tools::kExitOk;
  }

 private:
  http::ClientLimits receiver_limits() const {
    http::ClientLimits limits;
    limits.connect_timeout = config_.rest.http.connect_timeout;
    limits.ca_file = config_.relay.ca_file;
    return limits;
  }

  std::string callbacks_url() const {
    const auto& url = config_.callbacks.public_url;
    if (!url.empty()) return without_final_slash(url);
    return "http://" + listeners_.find("callbacks")->endpoint();
  }

  void serve() {
    const auto door = http::once_per_context(door::front_door(
        {door::own_rooms({config_.rest.http, config_.rest, config_.contract.max_response_bytes,
                          config_.rest.go_to_state_path},
                         registrar_, counters_.rest, events_),
         door::metadata_pages({address(), config_.metadata.directory}, events_), address(),
         mapping::leniency(config_.contract.strict_order), counters_.door, events_}));
    for (const auto* name : {"soap", "soap-tls"}) {
      if (auto* server = listeners_.find(name)) server->serve(door);
    }
    if (auto* server = listeners_.find("soap-legacy-tls")) {
      server->serve(http::counted(door, counters_.legacy_clients));
    }
    const auto wake = [this](const std::string& receiver) { relay_.wake(receiver); };
    listeners_.find("callbacks")
        ->serve(http::shared(
            callback::webhook_handler(*store_, {}, counters_.callbacks, events_, wake)));
    admin_.serve(http::shared(admin::guarded(admin_pages(), config_.admin)));
  }

  door::AddressRules address() const {
    return {config_.listen.public_url, config_.listen.trusted_proxies,
            listeners_.all().front()->endpoint()};
  }

  http::Handler admin_pages() {
    const auto listening = [this]() -> std::optional<std::string> {
      return draining_ ? "draining" : listeners_.trouble();
    };
    const auto pages =
        [letters = admin::dead_letters_handler(*store_, relay_),
         rest = admin::admin_handler(
             metrics_, {{"listeners", listening}, {"store", admin::store_trouble(*store_)}})](
            http::Request request) {
          const bool letter = admin::is_dead_letters_path(request.path);
          return letter ? letters(std::move(request)) : rest(std::move(request));
        };
    return pages;
  }

  void store_changed(const std::optional<store::Error>& trouble) {
    if (trouble) {
      events_.error("the store fails", {{"reason", trouble->message}});
    } else {
      events_.warn("the store works again");
    }
  }

  // Calls and webhooks end first, then the relay; the admin page answers until the end.
  void drain() {
    draining_ = true;
    events_.info("draining");
    listeners_.drain(admin_, kDrainPatience,
                     [this] { asio::post(pool_.context(0), [this] { stop_relay(); }); });
  }

  void stop_relay() {
    patience_.expires_after(kRelayPatience);
    patience_.async_wait([this](const boost::system::error_code&) { pool_.stop(); });
    relay_.stop([this] { patience_.cancel(); });
  }

  const config::Config& config_;
  const ops::Descriptors descriptors_;
  ops::Logger log_;
  ops::Metrics metrics_;
  ops::LoggedEvents events_;
  GatewayCounters counters_;
  Loops loops_;
  std::atomic<bool> draining_{false};
  http::Pool pool_;
  std::unique_ptr<store::Store> store_;
  http::Client relay_client_;
  callback::Relay relay_;
  http::Listeners listeners_;
  http::Server& admin_;
  store::Registrar registrar_;
  Signals signals_;
  asio::steady_timer patience_;
};

}  // namespace

int serve(const config::Config& config) {
  const auto descriptors = ops::raise_descriptor_limit();
  const auto listeners = listeners_of(config, descriptors);
  if (!listeners) {
    std::cerr << "uws-bridge: " << listeners.error() << '\n';
    return tools::kExitUsage;
  }
  store::Settings settings;
  settings.url = config.store.url;
  auto store = store::Store::open(settings);
  if (!store) {
    std::cerr << "uws-bridge: " << store.error().message << '\n';
    return store.error().kind == store::ErrorKind::unusable ? tools::kExitUsage : kExitFailed;
  }
  try {
    return Gateway(config, descriptors, *listeners, std::move(*store)).run();
  } catch (const std::system_error& error) {
    std::cerr << "uws-bridge: " << error.what() << '\n';
    return kExitFailed;
  }
}

}  // namespace uws
