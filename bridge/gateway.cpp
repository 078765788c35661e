#include "bridge/gateway.h"

#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>
#include <iostream>
#include <set>

#include "bridge/callback/dead_letters_page.h"
#include "bridge/callback/relay.h"
#include "bridge/callback/webhook.h"
#include "bridge/exchange.h"
#include "bridge/gateway_metrics.h"
#include "bridge/gateway_tls.h"
#include "bridge/http/front_door.h"
#include "bridge/http/metadata.h"
#include "bridge/ops/admin.h"
#include "bridge/ops/cli.h"
#include "bridge/rest/bearer.h"
#include "mapping/operations.h"

namespace uws {
namespace {

namespace asio = boost::asio;
constexpr int kExitFailed = 1;
// A drain waits for calls under way; none lasts longer than its own budget.
constexpr std::chrono::seconds kDrainPatience{60};
constexpr std::chrono::seconds kRelayPatience{10};
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

http::Limits listener_limits(const ops::Config::Limits& limits) {
  return {limits.max_header_bytes, limits.max_body_bytes, limits.header_timeout,
          limits.body_timeout,     limits.idle_timeout,   limits.max_connections};
}

http::ClientLimits platform_limits(const ops::Config::Rest& rest) {
  http::ClientLimits limits;
  limits.connect_timeout = rest.connect_timeout;
  limits.ca_file = rest.ca_file;
  limits.http2 = rest.http2;
  return limits;
}

http::ClientLimits receiver_limits(const ops::Config& config) {
  http::ClientLimits limits;
  limits.connect_timeout = config.rest.connect_timeout;
  limits.ca_file = config.relay.ca_file;
  return limits;
}

// RestCall::path begins with a slash.
std::string without_final_slash(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  return url;
}

rest::Settings rest_settings(const ops::Config::Rest& rest) {
  return {without_final_slash(rest.base_url),
          rest.token_url,
          rest.app_key,
          rest.app_secret,
          rest.connect_timeout,
          rest.timeout};
}

// What one pool thread has to itself.
struct Worker {
  using Redact = std::function<std::string(std::string_view)>;

  Worker(asio::io_context& io, const ops::Config& config, store::Registrar& registrar,
         const rest::Observation& observation, Redact redact)
      : http(io, platform_limits(config.rest)),
        rest(io, http, rest_settings(config.rest), observation),
        rooms{rest, registrar, config.rest.timeout, config.contract.max_response_bytes,
              config.rest.go_to_state_path, std::move(redact)} {}

  http::Client http;
  rest::Client rest;
  Rooms rooms;
};

thread_local Worker* own_worker = nullptr;

// The process put together. Members are in order of construction; the store goes before the pool.
class Gateway {
 public:
  Gateway(const ops::Config& config, std::unique_ptr<http::Pool> pool,
          std::unique_ptr<store::Store> store, std::unique_ptr<TlsDoors> tls)
      : config_(config),
        log_(ops::log_format(config.log.format), ops::log_level(config.log.level)),
        metrics_(ops::version(), operation_names()),
        pool_(std::move(pool)),
        store_(std::move(store)),
        relay_client_(pool_->context(0), receiver_limits(config)),
        relay_(pool_->context(0), *store_, relay_client_, relay_settings(), callback_counters_),
        callbacks_(*pool_, config.callbacks.address, config.callbacks.port,
                   listener_limits(config.limits),
                   callback::webhook_handler(
                       *store_, webhook_settings(), callback_counters_,
                       [this](const std::string& receiver) { relay_.wake(receiver); })),
        registrar_(*store_, callbacks_url()),
        door_{[]() -> Rooms& { return own_worker->rooms; },
              {},
              {},
              mapping::leniency(config.contract.strict_order),
              door_counters_,
              metrics_,
              log_},
        soap_(*pool_, config.listen.address, config.listen.port, listener_limits(config.limits),
              http::front_door_handler(door_)),
        admin_(*pool_, config.admin.address, config.admin.port, listener_limits(config.limits),
               admin_handler()),
        tls_(std::move(tls)),
        signals_(pool_->context(0), SIGTERM, SIGINT),
        reload_(pool_->context(0), SIGHUP),
        patience_(pool_->context(0)) {
    watch_store();
    log_.protect(config.rest.app_key, true);
    log_.protect(config.rest.app_secret, true);
    log_.protect(rest::basic_credentials(config.rest.app_key, config.rest.app_secret), true);
    door_.address = {config.listen.public_url, config.listen.trusted_proxies, soap_.endpoint()};
    door_.metadata = http::metadata_pages(metadata_settings());
    tls_->open(*pool_, listener_limits(config.limits), http::front_door_handler(door_));
    show_listener(metrics_, "soap", soap_);
    tls_->show(metrics_);
    show_listener(metrics_, "callbacks", callbacks_);
    show_listener(metrics_, "admin", admin_);
    show_front_door(metrics_, door_counters_);
    show_rest(metrics_, *observation_.counters);
    show_callbacks(metrics_, callback_counters_);
  }

  int run() {
    // A file at its size limit is a failing store, not the end of the process.
    std::signal(SIGXFSZ, SIG_IGN);
    hire_workers();
    relay_.start();
    signals_.async_wait([this](const boost::system::error_code& error, int) {
      if (!error) drain();
    });
    wait_for_reload();
    announce("soap", soap_);
    for (const auto& door : tls_->doors()) announce(door.name, *door.server);
    announce("callbacks", callbacks_);
    announce("admin", admin_);
    log_.info("serving", {{"version", ops::version()}, {"threads", pool_->size()}});
    pool_->run();
    log_.info("drained");
    return ops::kExitOk;
  }

 private:
  static void announce(const char* name, const http::Server& server) {
    std::cout << "listening " << name << ' ' << server.endpoint() << std::endl;
  }

  std::string callbacks_url() const {
    if (!config_.callbacks.public_url.empty()) {
      return without_final_slash(config_.callbacks.public_url);
    }
    return "http://" + callbacks_.endpoint();
  }

  http::MetadataSettings metadata_settings() {
    http::MetadataSettings settings;
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

  http::Handler admin_handler() {
    return [letters = callback::dead_letters_handler(*store_, relay_),
            rest = ops::admin_handler(metrics_, ready_checks())](http::Request request) {
      const bool letter = callback::is_dead_letters_path(request.path);
      return letter ? letters(std::move(request)) : rest(std::move(request));
    };
  }

  std::vector<ops::ReadyCheck> ready_checks() {
    const auto draining = [this]() -> std::optional<std::string> {
      if (draining_) return "draining";
      return std::nullopt;
    };
    const auto store = [this]() -> std::optional<std::string> {
      const auto trouble = store_->trouble();
      if (!trouble) return std::nullopt;
      store_->probe();
      return trouble->message;
    };
    return {{"listeners", draining}, {"store", store}};
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

  void wait_for_reload() {
    reload_.async_wait([this](const boost::system::error_code& error, int) {
      if (error) return;
      tls_->reload(log_);
      wait_for_reload();
    });
  }

  // Calls and webhooks end first, then the relay; the admin page answers until the end.
  void drain() {
    draining_ = true;
    log_.info("draining");
    open_listeners_ = 2 + static_cast<int>(tls_->doors().size());
    const auto closed = [this] {
      if (--open_listeners_ == 0) asio::post(pool_->context(0), [this] { stop_relay(); });
    };
    soap_.drain(kDrainPatience, closed);
    for (const auto& door : tls_->doors()) door.server->drain(kDrainPatience, closed);
    callbacks_.drain(kDrainPatience, closed);
  }

  void stop_relay() {
    patience_.expires_after(kRelayPatience);
    patience_.async_wait([this](const boost::system::error_code&) { pool_->stop(); });
    relay_.stop([this] { patience_.cancel(); });
  }

  const ops::Config& config_;
  ops::Logger log_;
  ops::Metrics metrics_;
  callback::Counters callback_counters_;
  std::set<std::string> callback_paths_;  // logged already; the relay's thread only
  http::FrontDoorCounters door_counters_;
  rest::Observation observation_;
  std::atomic<bool> draining_{false};
  std::atomic<int> open_listeners_{0};
  std::unique_ptr<http::Pool> pool_;
  std::unique_ptr<store::Store> store_;
  http::Client relay_client_;
  callback::Relay relay_;
  http::Server callbacks_;
  store::Registrar registrar_;
  http::FrontDoor door_;
  http::Server soap_;
  http::Server admin_;
  std::unique_ptr<TlsDoors> tls_;
  asio::signal_set signals_;
  asio::signal_set reload_;
  asio::steady_timer patience_;
  std::vector<std::unique_ptr<Worker>> workers_;
};

}  // namespace

int serve(const ops::Config& config) {
  auto tls = TlsDoors::load(config);
  if (!tls) {
    std::cerr << "uws-bridge: " << tls.error() << '\n';
    return ops::kExitUsage;
  }
  store::Settings settings;
  settings.url = config.store.url;
  auto store = store::Store::open(settings);
  if (!store) {
    std::cerr << "uws-bridge: " << store.error().message << '\n';
    return store.error().kind == store::ErrorKind::unusable ? ops::kExitUsage : kExitFailed;
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
