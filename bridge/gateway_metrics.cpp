#include "bridge/gateway_metrics.h"

namespace uws {
namespace {

double value(const std::atomic<std::uint64_t>& count) { return static_cast<double>(count.load()); }

}  // namespace

void show_listener(ops::Metrics& metrics, const char* name, const http::Server& server) {
  metrics.add_source([name, &server](ops::Sink& sink) {
    const http::ServerCounters& c = server.counters();
    const ops::Labels labels{{"listener", name}};
    sink.counter("uws_http_connections_total", "Connections accepted", value(c.connections),
                 labels);
    sink.gauge("uws_http_open_connections", "Connections open", value(c.open), labels);
    sink.counter("uws_http_requests_total", "Requests read whole", value(c.requests), labels);
    sink.counter("uws_http_bad_requests_total", "Unreadable HTTP", value(c.bad_requests), labels);
    sink.counter("uws_http_too_large_total", "Header or body over its limit", value(c.too_large),
                 labels);
    sink.counter("uws_http_timeouts_total", "Header or body deadline passed", value(c.timeouts),
                 labels);
    sink.counter("uws_http_handler_errors_total", "Exceptions out of a handler",
                 value(c.handler_errors), labels);
    sink.counter("uws_http_handshake_failures_total", "TLS handshakes that failed",
                 value(c.handshake_failures), labels);
    sink.counter("uws_http_gave_way_total", "Idle connections closed for new ones",
                 value(c.gave_way), labels);
    sink.counter("uws_http_turned_away_total", "Connections that got 503 for want of room",
                 value(c.turned_away), labels);
    sink.counter("uws_http_accept_failures_total", "Accepts that failed: descriptors, memory",
                 value(c.accept_failures), labels);
  });
}

void show_loops(ops::Metrics& metrics, const LoopRestarts& restarts,
                const callback::Counters& counters) {
  metrics.add_source([&restarts, &counters](ops::Sink& sink) {
    const auto loop = [&](const char* name, const std::atomic<std::uint64_t>& count) {
      sink.counter("uws_loop_restarts_total", "Loops that ended in an exception and began again",
                   value(count), {{"loop", name}});
    };
    loop("relay", counters.relay_restarts);
    loop("signals", restarts.signals);
    loop("threads", restarts.threads);
  });
}

void show_legacy_clients(ops::Metrics& metrics, const http::ClientCounts& clients) {
  metrics.add_source([&clients](ops::Sink& sink) {
    for (const auto& [client, requests] : clients.counts()) {
      sink.counter("uws_legacy_tls_clients_total",
                   "Requests over the legacy TLS listener by client address",
                   static_cast<double>(requests), {{"client", client}});
    }
  });
}

void show_front_door(ops::Metrics& metrics, const door::FrontDoorCounters& c) {
  metrics.add_source([&c](ops::Sink& sink) {
    sink.counter("uws_internal_errors_total", "Calls that ended in an exception",
                 value(c.internal_errors));
  });
}

void show_rest(ops::Metrics& metrics, const rest::RestCounters& c) {
  metrics.add_source([&c](ops::Sink& sink) {
    const auto failure = [&](const char* reason, const std::atomic<std::uint64_t>& count) {
      sink.counter("uws_rest_failures_total", "REST calls that ended without an answer",
                   value(count), {{"reason", reason}});
    };
    failure("connect", c.failed_connect);
    failure("timeout", c.failed_timeout);
    failure("tls", c.failed_tls);
    failure("too_large", c.failed_too_large);
    failure("bearer", c.failed_bearer);
    failure("other", c.failed_other);
    sink.counter("uws_rest_token_refreshes_total", "Bearer tokens asked for",
                 value(c.token_refreshes));
    sink.counter("uws_rest_token_failures_total", "Bearer tokens not given",
                 value(c.token_failures));
    sink.counter("uws_rest_retries_total", "REST calls sent again", value(c.connection_retries),
                 {{"reason", "connection"}});
    sink.counter("uws_rest_retries_total", "REST calls sent again", value(c.bearer_retries),
                 {{"reason", "bearer"}});
  });
}

void show_callbacks(ops::Metrics& metrics, const callback::Counters& c) {
  metrics.add_source([&c](ops::Sink& sink) {
    const auto webhook = [&](const char* outcome, const std::atomic<std::uint64_t>& count) {
      sink.counter("uws_webhooks_total", "Webhooks by how they ended", value(count),
                   {{"outcome", outcome}});
    };
    webhook("stored", c.stored);
    webhook("duplicate", c.duplicates);
    webhook("unreadable", c.unreadable);
    webhook("unreadable_too_large", c.unreadable_too_large);
    webhook("unreadable_refused", c.unreadable_refused);
    webhook("refused_address", c.refused_address);
    webhook("refused_credentials", c.refused_credentials);
    webhook("store_failure", c.store_failures);
    const auto send = [&](const char* outcome, const std::atomic<std::uint64_t>& count) {
      sink.counter("uws_callback_sends_total", "Sends to receivers by how they ended", value(count),
                   {{"outcome", outcome}});
    };
    send("delivered", c.delivered);
    send("retry", c.retries);
    send("dead", c.dead);
    sink.gauge("uws_callbacks_queued", "Callbacks waiting for their receiver", value(c.queued));
    sink.gauge("uws_callbacks_paused", "Callbacks kept for services that nobody has registered",
               value(c.paused));
    sink.gauge("uws_callbacks_dead", "Dead letters kept", value(c.dead_letters));
    sink.gauge("uws_callbacks_oldest_seconds", "Age of the oldest waiting callback",
               value(c.oldest_queued_seconds));
    sink.counter("uws_callback_unmapped_total", "Callback members the translation does not know",
                 value(c.unmapped_paths));
    sink.counter("uws_relay_store_failures_total", "Relay work the store refused",
                 value(c.relay_store_failures));
  });
}

}  // namespace uws
