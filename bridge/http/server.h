#pragma once
// HTTP/1.0 and HTTP/1.1 server on Asio/Beast coroutines.
//
// One Server is one listening address served by every io_context of a Pool: each has an acceptor of
// its own on the same port (SO_REUSEPORT), so a connection lives and dies on one thread and the
// hot path shares nothing.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "bridge/http/message.h"
#include "bridge/http/settings.h"
#include "bridge/ops/counters.h"

namespace uws::ops {
class Events;
}

namespace uws::http {

namespace asio = boost::asio;

// One io_context and one thread each. run() returns when every context is stopped.
class Pool {
 public:
  // 0 = one per core.
  explicit Pool(unsigned threads);
  ~Pool();
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  std::size_t size() const { return contexts_.size(); }
  asio::io_context& context(std::size_t i) { return *contexts_[i]; }
  // Told what() of an exception that came out of a handler, on the thread it happened on.
  using Failed = std::function<void(std::string_view what)>;
  // Runs all contexts (context 0 on the calling thread) until stop(), whatever a handler throws.
  void run(const Failed& failed = {});
  void stop();
  // Holds on to `thing` until run() has ended: no context works then, and all are still there.
  void keep(std::shared_ptr<const void> thing) { kept_.push_back(std::move(thing)); }

 private:
  std::vector<std::unique_ptr<asio::io_context>> contexts_;
  std::vector<std::thread> threads_;
  std::vector<std::shared_ptr<const void>> kept_;
};

class TlsContext;

// Answers one request. Runs on the connection's own io_context; must not block. An exception is
// answered with an empty 500 and counted.
using Handler = std::function<asio::awaitable<Response>(Request)>;

// Looks at a request whose body is still to come, and has its head only; nothing = go on and read
// it. An answer goes out with Connection: close, the body is not read. Called on any thread of the
// pool.
using HeadCheck = std::function<asio::awaitable<std::optional<Response>>(const Request&)>;

// Makes the handler of one io_context, which is called on its thread only: what it holds needs no
// lock. It is destroyed when the pool's run() has ended, on the thread that called it.
using HandlerFactory = std::function<Handler(asio::io_context&)>;

// One handler for every thread; it must be thread-safe.
HandlerFactory shared(Handler handler);
// What `factory` made for an io_context serves all the servers this is given to.
HandlerFactory once_per_context(HandlerFactory factory);

// One listening address.
struct Listen {
  std::string name = "server";  // in log lines, and the label of its counters
  std::string address = {};
  std::uint16_t port = 0;  // 0 = any
  Limits limits = {};
  // Null = no TLS; each connection uses what this holds when it is accepted. The handshake has
  // header_timeout.
  std::shared_ptr<TlsContext> tls = {};
  // For servers that play a broken one: the connection is reset where this holds, not answered.
  std::function<bool(const Response&)> breaks_off = {};
};

// Numbers of one listener, by its name.
struct ServerCounters {
  explicit ServerCounters(std::string listener) : name(std::move(listener)) {}

  const std::string name;
  ops::Rows rows;
  ops::Count connections = row("uws_http_connections_total", "Connections accepted");
  ops::Count open = row("uws_http_open_connections", "Connections open", {}, ops::Kind::gauge);
  ops::Count requests = row("uws_http_requests_total", "Requests read whole");
  ops::Count bad_requests = row("uws_http_bad_requests_total", "Unreadable HTTP");
  ops::Count too_large = row("uws_http_too_large_total", "Header or body over its limit");
  ops::Count timeouts = row("uws_http_timeouts_total", "Header or body deadline passed");
  ops::Count handler_errors = row("uws_http_handler_errors_total", "Exceptions out of a handler");
  ops::Count handshake_failures =
      row("uws_http_handshake_failures_total", "TLS handshakes that failed",
          "Those that took too long are among them");
  ops::Count over_budget = row("uws_http_over_budget_total",
                               "Bodies answered 503 because those being read hold too much",
                               "`[limits] max_buffered_bytes`");
  ops::Count throttled =
      row("uws_http_throttled_total", "Connections and requests over their client's limit",
          "`[limits] max_connections_per_client` and `max_requests_per_second`");
  ops::Count gave_way = row("uws_http_gave_way_total", "Idle connections closed for new ones");
  ops::Count turned_away =
      row("uws_http_turned_away_total", "Connections that got 503 for want of room");
  ops::Count accept_failures =
      row("uws_http_accept_failures_total", "Accepts that failed: descriptors, memory",
          "Tried again after a pause");

 private:
  ops::Count row(const char* metric, const char* help, std::string_view more = {},
                 ops::Kind kind = ops::Kind::counter) {
    return {rows, {metric, help, "listener", kind, more}, name};
  }
};

// Refusals before the handler, all with an empty body and Connection: close: 400 unreadable HTTP,
// ambiguous framing, HTTP/1.1 without exactly one Host; 408 deadline passed; 413 and 431 over a
// limit; 417 an expectation nobody knows; 503 when there is no room for the connection, before its
// request is read, no memory for its body, or when its client asks too much. "Expect: 100-continue"
// is answered at once, never with 417: .NET clients send it on every POST.
//
// An answer under way is given up when the peer takes no byte of it for body_timeout (and up to
// half as long again), however much is still to come.
class Server {
 public:
  // Binds at once; throws std::system_error when the address cannot be bound, another process
  // serving it included. The pool must outlive the server. `events` hears, once per outbreak, when
  // accepting fails or room runs out.
  Server(Pool& pool, Listen listen, ops::Events& events);
  // Binds and serves.
  Server(Pool& pool, const std::string& address, std::uint16_t port, Limits limits,
         const HandlerFactory& handlers);
  // Closes the port and every connection, without waiting for a pool that runs.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Makes the handlers and serves as soon as the pool runs; what they refer to must outlive its
  // run(). Call once, before run().
  void serve(const HandlerFactory& handlers, HeadCheck check = {});

  const std::string& name() const { return counters().name; }
  // "127.0.0.1:8080" as bound.
  std::string endpoint() const;
  std::uint16_t port() const;
  const ServerCounters& counters() const;
  // False while accepting fails on any thread, until it works there again.
  bool accepting() const;

  // Stops accepting, after taking what waits in the backlog; idle connections close (one that was
  // never asked anything gets a second for its first request), a request already begun is read and
  // answered with Connection: close. Calls `drained` once (on some pool thread) when the last
  // connection is gone, or when `patience` has passed and the rest has been closed. From any
  // thread; a second call does nothing.
  void drain(std::chrono::milliseconds patience, std::function<void()> drained);

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace uws::http
