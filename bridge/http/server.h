#pragma once
// HTTP/1.0 and HTTP/1.1 server on Asio/Beast coroutines.
//
// One Server is one listening address served by every io_context of a Pool: each has an acceptor of
// its own on the same port (SO_REUSEPORT), so a connection lives and dies on one thread and the
// hot path shares nothing.

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "bridge/http/message.h"

namespace uws::http {

namespace asio = boost::asio;

// One io_context and one thread each. run() returns when every context is stopped.
class Pool {
 public:
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

 private:
  std::vector<std::unique_ptr<asio::io_context>> contexts_;
  std::vector<std::thread> threads_;
};

class TlsContext;

struct Limits {
  std::size_t max_header_bytes = 16 * 1024;
  std::size_t max_body_bytes = 16 * 1024 * 1024;
  std::chrono::milliseconds header_timeout{10'000};  // first byte of a request to its last header
  std::chrono::milliseconds body_timeout{30'000};    // end of headers to end of body
  std::chrono::milliseconds idle_timeout{60'000};    // between two requests of a connection
  // Beyond this many the connection that has been idle longest is closed for a new one.
  std::size_t max_connections = 10'000;
  // A new connection for which none is idle waits this long for a place, then it gets 503.
  std::chrono::milliseconds place_timeout{1'000};
  // The same for the connections of all servers of the process together, as they share its
  // descriptors; 0 = no such bound.
  std::size_t max_everywhere = 0;
};

// Answers one request. Runs on the connection's own io_context; must not block. An exception is
// answered with an empty 500 and counted.
using Handler = std::function<asio::awaitable<Response>(Request)>;

// Numbers a listener counts; read by the metrics page at any time.
struct ServerCounters {
  std::atomic<std::uint64_t> connections{0};         // accepted so far
  std::atomic<std::uint64_t> open{0};                // open now
  std::atomic<std::uint64_t> requests{0};            // fully read
  std::atomic<std::uint64_t> bad_requests{0};        // unreadable HTTP
  std::atomic<std::uint64_t> too_large{0};           // header or body over its limit
  std::atomic<std::uint64_t> timeouts{0};            // header or body deadline passed
  std::atomic<std::uint64_t> handler_errors{0};      // exceptions out of the handler
  std::atomic<std::uint64_t> handshake_failures{0};  // TLS handshakes that failed or took too long
  std::atomic<std::uint64_t> gave_way{0};            // idle, closed to make room
  std::atomic<std::uint64_t> turned_away{0};         // 503: no room
  std::atomic<std::uint64_t> accept_failures{0};     // accepting failed: descriptors, memory
};

// Refusals before the handler, all with an empty body and Connection: close: 400 unreadable HTTP,
// ambiguous framing, HTTP/1.1 without exactly one Host; 408 deadline passed; 413 and 431 over a
// limit; 503 when there is no room for the connection, before its request is read. "Expect:
// 100-continue" is answered at once, never with 417: .NET clients send it on every POST.
//
// An answer under way is given up when the peer takes no byte of it for body_timeout (and up to
// half as long again), however much is still to come.
class Server {
 public:
  // Binds at once and serves as soon as the pool runs; throws std::system_error when the address
  // cannot be bound, another process serving it included. `port` 0 = any. The pool must outlive
  // the server, and what the handler refers to must outlive the pool's run().
  Server(Pool& pool, const std::string& address, std::uint16_t port, Limits limits,
         Handler handler);
  // The same over TLS, unless `tls` is null; each connection uses what `tls` holds when it is
  // accepted. The handshake has header_timeout. `warn` gets a line for the log, one per outbreak,
  // when accepting fails or room runs out; on any thread of the pool.
  Server(Pool& pool, const std::string& address, std::uint16_t port, Limits limits, Handler handler,
         std::shared_ptr<const TlsContext> tls,
         std::function<void(const std::string& line)> warn = {});
  // Closes the port and every connection, without waiting for a pool that runs.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

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
