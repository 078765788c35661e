#pragma once
// A Server on a loopback port of its own, run by a Pool in the background.

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "bridge/http/server.h"

namespace uws::test {

// What the handler does, by path:
//   /wait    answers "waited" once open_gate() was called
//   /throw   throws
//   /custom  answers 415 with a reason phrase and a header of its own
//   /close   answers with `close` set
//   /reset   marks the response so that the connection is reset
//   /nothing answers 204
//   /big     answers max(1, query) bytes of 'x'
//   /closed  is 404 when its body has not come with its head; /check-throws throws then
//   others   echo: "METHOD PATH?QUERY\nBODY"
class ServerRun {
 public:
  explicit ServerRun(http::Limits limits = {}, unsigned threads = 2,
                     std::shared_ptr<http::TlsContext> tls = nullptr);
  ~ServerRun();

  std::uint16_t port() const { return server_->port(); }
  http::Server& server() { return *server_; }
  const http::ServerCounters& counters() const { return server_->counters(); }
  void open_gate() { gate_ = true; }
  // How many requests wait in /wait.
  int waiting() const { return waiting_; }
  // Starts a drain and keeps its end for drained().
  void drain(std::chrono::milliseconds patience);
  int drained() const { return drained_; }
  // The last request the handler saw.
  http::Request seen() {
    std::lock_guard const lock(seen_mutex_);
    return seen_;
  }

 private:
  http::asio::awaitable<http::Response> handle(http::Request request);

  std::atomic<bool> gate_{false};
  std::atomic<int> waiting_{0};
  std::atomic<int> drained_{0};
  std::mutex seen_mutex_;
  http::Request seen_;
  http::Pool pool_;
  std::unique_ptr<http::Server> server_;
  std::thread thread_;
};

// True as soon as `condition` holds, false when it does not for 20 seconds.
template <class Condition>
bool eventually(Condition condition) {
  auto const until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

std::string post(const std::string& path, const std::string& body,
                 const std::string& more_headers = {});
std::string get(const std::string& path, const std::string& more_headers = {});

}  // namespace uws::test
