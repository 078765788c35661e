#include "bridge/gateway.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>
#include <iostream>
#include <set>

#include "base/url.h"
#include "bridge/admin/admin.h"
#include "bridge/admin/dead_letters_page.h"
#include "bridge/admin/guard.h"
#include "bridge/callback/relay.h"
#include "bridge/callback/webhook.h"
#include "bridge/door/front_door.h"
#include "bridge/door/metadata.h"
#include "bridge/exchange/exchange.h"
#include "bridge/gateway_metrics.h"
#include "bridge/gateway_settings.h"
#include "bridge/gateway_tls.h"
#include "bridge/gateway_warnings.h"
#include "bridge/http/await.h"
#include "bridge/http/keep_going.h"
#include "bridge/http/outbreak.h"
#include "bridge/ops/descriptors.h"
#include "bridge/rest/bearer.h"
#include "bridge/tools/cli.h"
#include "mapping/operations.h"

namespace uws {
namespace {

namespace asio = boost::asio;
constexpr int kExitFailed = 1;
// A drain waits for calls under way; none lasts longer than its own budget.
constexpr std::chrono::seconds kDrainPatience{60};
constexpr std::chrono::seconds kRelayPatience{10};
constexpr std::chrono::seconds kBeforeRestart{1};
constexpr std::size_t kMostCallbackPaths = 1'000;

unsigned thread_count(const ops::Config& config) {
  if (config.listen.threads > 0) return static_cast<unsigned>(config.listen.threads);
  return std::max(1U, std::thread::hardware_concurrency());
}

std::vector<std::string> operation_names() {
  std::vector<std::string> names;
  for (const auto& row : mapping::operations()) {
    names.push_back(std::string(row.service) + "." + std::string(row.name));
  }
  return names;
}

// What one pool thread has to itself.
struct Worker {
  using Redact = std::function<std::string(std::string_view)>;

  Worker(asio::io_context& io, const ops::Config& config, store::Registrar& registrar,
         const rest::Observation& observation, Redact redact)
      : http(io, platform_limits(config.rest)),
        rest(io, http, rest_settings(config.rest), observation),
        rooms{rest,
              registrar,
              config.rest.timeout,
              {config.contract.max_response_bytes, config.rest.go_to_state_path,
               std::move(redact)}} {}

  http::Client http;
  rest::Client rest;
  exchange::Rooms rooms;
};

thread_local Worker* own_worker = nullptr;

// The process put together. Members are in order of construction; the store goes before the pool.
class Gateway {
 public:
  Gateway(const ops::Config& config, std::unique_ptr<http::Pool> pool,
          std::unique_ptr<store::Store> store, std::unique_ptr<TlsDoors> tls)
      : config_(config),
        log_(ops::log_format(config.log.format), ops::log_level(config.log.level)),
        metrics_(tools::version(), operation_names()),
        descriptors_(ops::raise_descriptor_limit()),
        limits_(listener_limits(config.limits, descriptors_.clients)),
        pool_(std::move(pool)),
        store_(std::move(store)),
        relay_client_(pool_->context(0), receiver_limits(config)),
        relay_(pool_->context(0), *store_, relay_client_, relay_settings(), callback_counters_),
        callbacks_(*pool_, config.callbacks.address, config.callbacks.port,
                   listener_limits(config.limits, descriptors_.webhooks),
                   callback::webhook_handler(
                       *store_, webhook_settings(), callback_counters_,
                       [this](const std::string& receiver) { relay_.wake(receiver); }),
                   nullptr, warner("callbacks")),
        registrar_(*store_, callbacks_url()),
        door_{[]() -> exchange::Rooms& { return own_worker->rooms; },
              {},
              {},
              mapping::leniency(config.contract.strict_order),
              door_counters_,
              metrics_,
              log_},
        soap_(plain_door()),
        admin_(*pool_, config.admin.address, config.admin.port, listener_limits(config.limits, 0),
               admin_pages(), nullptr, warner("admin")),
        tls_(std::move(tls)),
        signals_(pool_->context(0), SIGTERM, SIGINT),
        reload_(pool_->context(0), SIGHUP),
        before_drain_(pool_->context(0)),
        before_reload_(pool_->context(0)),
        patience_(pool_->context(0)) {
    watch_store();
    log_.protect(config.rest.app_key, true);
    log_.protect(config.rest.app_secret, true);
    log_.protect(rest::basic_credentials(config.rest.app_key, config.rest.app_secret), true);
    if (!config.admin.token.empty()) log_.protect(config.admin.token, true);
    tls_->open(*pool_, limits_, door::front_door_handler(door_),
               [this](const char* name) { return warner(name); });
    list_servers();
    door_.address = {config.listen.public_url, base::IpRanges(config.listen.trusted_proxies),
                     servers_.front().second->endpoint()};
    door_.metadata = door::metadata_pages(metadata_settings());
    for (const auto& [name, server] : servers_) show_listener(metrics_, name, *server);
    tls_->show(metrics_);
    show_loops(metrics_, loop_restarts_, callback_counters_);
    show_front_door(metrics_, door_counters_);
    show_rest(metrics_, *observation_.counters);
    show_callbacks(metrics_, callback_counters_);
  }

  int run() {
    // A file at its size limit is a failing store, not the end of the process.
    std::signal(SIGXFSZ, SIG_IGN);
    hire_workers();
    relay_.start();
    keep(before_drain_, [this] { return drain_on_signal(); });
    keep(before_reload_, [this] { return reload_on_signal(); });
    warn_at_start(log_, config_, descriptors_.clients, servers_);
    for (const auto& [name, server] : servers_) announce(name, *server);
    log_.info("serving", {{"version", tools::version()}, {"threads", pool_->size()}});
    pool_->run([this](std::string_view what) { loop_failed(loop_restarts_.threads, what); });
    log_.info("drained");
    return tools::kExitOk;
  }

 private:
  static void announce(const char* name, const http::Server& server) {
    std::cout << "listening " << name << ' ' << server.endpoint() << std::endl;
  }

  // Null when SOAP is served over TLS only.
  std::unique_ptr<http::Server> plain_door() {
    if (!config_.listen.enabled) return nullptr;
    return std::make_unique<http::Server>(*pool_, config_.listen.address, config_.listen.port,
                                          limits_, door::front_door_handler(door_), nullptr,
                                          warner("soap"));
  }

  std::function<void(const std::string&)> warner(const char* listener) {
    return [this, listener](const std::string& line) { log_.warn(line, {{"listener", listener}}); };
  }

  // In the order they are announced: those for SOAP first, the operator's last.
  void list_servers() {
    if (soap_) servers_.emplace_back("soap", soap_.get());
    for (const auto& door : tls_->doors()) servers_.emplace_back(door.name, door.server.get());
    servers_.emplace_back("callbacks", &callbacks_);
    servers_.emplace_back("admin", &admin_);
  }

  std::string callbacks_url() const {
    if (!config_.callbacks.public_url.empty()) {
      return std::string(base::without_final_slash(config_.callbacks.public_url));
    }
    return "http://" + callbacks_.endpoint();
  }

  door::MetadataSettings metadata_settings() {
    door::MetadataSettings settings;
    settings.address = door_.address;
    settings.directory = config_.metadata.directory;
    settings.warn = [this](const std::string& line) { log_.warn(line); };
    return settings;
  }

  callback::WebhookSettings webhook_settings() {
    callback::WebhookSettings settings;
    settings.warn = [this](const std::string& line) { log_.warn(line); };
    return settings;
  }

  callback::RelaySettings relay_settings() {
    callback::RelaySettings settings;
    settings.max_attempts = static_cast<int>(config_.relay.max_attempts);
    settings.first_retry = config_.relay.first_retry;
    settings.max_retry = config_.relay.max_retry;
    settings.timeout = config_.relay.timeout;
    settings.double_data = [this](const std::string& service) {
      return config_.callbacks.double_data(service);
    };
    settings.unmapped = [this](const std::string& service, const std::string& path) {
      const bool room = callback_paths_.size() < kMostCallbackPaths;
      if (!room || !callback_paths_.insert(service + ' ' + path).second) return;
      log_.warn("unmapped callback member", {{"service", service}, {"path", path}});
    };
    settings.warn = [this](const std::string& line) { log_.warn(line); };
    return settings;
  }

  http::Handler admin_pages() {
    const auto pages = [letters = admin::dead_letters_handler(*store_, relay_),
                        rest =
                            admin::admin_handler(metrics_, ready_checks())](http::Request request) {
      const bool letter = admin::is_dead_letters_path(request.path);
      return letter ? letters(std::move(request)) : rest(std::move(request));
    };
    return admin::guarded(pages, {config_.admin.address, config_.admin.hosts, config_.admin.token});
  }

  std::vector<admin::ReadyCheck> ready_checks() {
    const auto listeners = [this]() -> std::optional<std::string> {
      if (draining_) return "draining";
      for (const auto& [name, server] : servers_) {
        if (!server->accepting()) return std::string(name) + " does not accept connections";
      }
      return std::nullopt;
    };
    const auto store = [this]() -> std::optional<std::string> {
      const auto trouble = store_->trouble();
      if (!trouble) return std::nullopt;
      store_->probe();
      return trouble->message;
    };
    return {{"listeners", listeners}, {"store", store}};
  }

  void watch_store() {
    store_->watch([this](const std::optional<store::Error>& trouble) {
      if (trouble) {
        log_.error("the store fails", {{"reason", trouble->message}});
      } else {
        log_.warn("the store works again");
      }
    });
  }

  // A worker belongs to its context's thread from the first moment that thread runs.
  void hire_workers() {
    observation_.on_failure = [this](std::string_view line) {
      log_.warn("REST call failed", {{"reason", line}});
    };
    observation_.on_call = [this](int status) { metrics_.rest_call(status); };
    observation_.on_token = [this](std::string_view token) { log_.protect(token); };
    const auto redact = [this](std::string_view text) { return log_.redact(text); };
    for (std::size_t i = 0; i < pool_->size(); ++i) {
      workers_.push_back(
          std::make_unique<Worker>(pool_->context(i), config_, registrar_, observation_, redact));
      asio::post(pool_->context(i), [worker = workers_.back().get()] { own_worker = worker; });
    }
  }

  void keep(asio::steady_timer& pause, std::function<asio::awaitable<void>()> life) {
    auto failed = [this](std::string_view what) { loop_failed(loop_restarts_.signals, what); };
    asio::co_spawn(pool_->context(0),
                   http::keep_going(pause, kBeforeRestart, std::move(life), std::move(failed)),
                   asio::detached);
  }

  void loop_failed(std::atomic<std::uint64_t>& restarts, std::string_view what) {
    ++restarts;
    if (loop_failures_.begins()) {
      log_.error("an exception where none is expected; all goes on", {{"error", what}});
    }
  }

  asio::awaitable<void> drain_on_signal() {
    auto [error, number] = co_await signals_.async_wait(http::kAwait);
    if (!error) drain();
  }

  asio::awaitable<void> reload_on_signal() {
    for (;;) {
      auto [error, number] = co_await reload_.async_wait(http::kAwait);
      if (error) co_return;
      tls_->reload(log_);
    }
  }

  // Calls and webhooks end first, then the relay; the admin page answers until the end.
  void drain() {
    draining_ = true;
    log_.info("draining");
    open_listeners_ = static_cast<int>(servers_.size()) - 1;
    const auto closed = [this] {
      if (--open_listeners_ == 0) asio::post(pool_->context(0), [this] { stop_relay(); });
    };
    for (const auto& [name, server] : servers_) {
      if (server != &admin_) server->drain(kDrainPatience, closed);
    }
  }

  void stop_relay() {
    patience_.expires_after(kRelayPatience);
    patience_.async_wait([this](const boost::system::error_code&) { pool_->stop(); });
    relay_.stop([this] { patience_.cancel(); });
  }

  const ops::Config& config_;
  ops::Logger log_;
  ops::Metrics metrics_;
  const ops::Descriptors descriptors_;
  const http::Limits limits_;
  callback::Counters callback_counters_;
  LoopRestarts loop_restarts_;
  http::Outbreak loop_failures_;
  std::set<std::string> callback_paths_;  // logged already; the relay's thread only
  door::FrontDoorCounters door_counters_;
  rest::Observation observation_;
  std::atomic<bool> draining_{false};
  std::atomic<int> open_listeners_{0};
  std::unique_ptr<http::Pool> pool_;
  std::unique_ptr<store::Store> store_;
  http::Client relay_client_;
  callback::Relay relay_;
  http::Server callbacks_;
  store::Registrar registrar_;
  door::FrontDoor door_;
  std::unique_ptr<http::Server> soap_;
  http::Server admin_;
  std::unique_ptr<TlsDoors> tls_;
  Listeners servers_;
  asio::signal_set signals_;
  asio::signal_set reload_;
  asio::steady_timer before_drain_;
  asio::steady_timer before_reload_;
  asio::steady_timer patience_;
  std::vector<std::unique_ptr<Worker>> workers_;
};

}  // namespace

int serve(const ops::Config& config) {
  auto tls = TlsDoors::load(config);
  if (!tls) {
    std::cerr << "uws-bridge: " << tls.error() << '\n';
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
    Gateway gateway(config, std::make_unique<http::Pool>(thread_count(config)), std::move(*store),
                    std::move(*tls));
    return gateway.run();
  } catch (const std::system_error& error) {
    std::cerr << "uws-bridge: " << error.what() << '\n';
    return kExitFailed;
  }
}

}  // namespace uws
