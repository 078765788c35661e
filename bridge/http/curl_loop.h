#pragma once
// libcurl's multi handle driven by an io_context: sockets and timer of libcurl become descriptors
// and a steady_timer of Asio. Single-threaded, like the io_context it runs on.

#include <curl/curl.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "bridge/http/curl_handle.h"
#include "bridge/http/curl_transfer.h"

namespace uws::http {

class CurlLoop : public std::enable_shared_from_this<CurlLoop> {
 public:
  // Requests to one origin that a loop carries at once; libcurl looks through all its connections
  // there for each.
  static constexpr std::size_t kMostAtOnce = 32;

  // `limits` must outlive the loop.
  CurlLoop(boost::asio::io_context& io, const ClientLimits& limits);
  // REQUIRES: close() was called.
  ~CurlLoop();
  CurlLoop(const CurlLoop&) = delete;
  CurlLoop& operator=(const CurlLoop&) = delete;

  bool has_room(std::string_view origin) const {
    const auto found = busy_.find(origin);
    return found == busy_.end() || found->second < kMostAtOnce;
  }
  // Starts the transfer. Its on_done is called exactly once, not before start() has returned unless
  // the loop is closed.
  void start(std::shared_ptr<Transfer> transfer);
  // Ends a running transfer with `why`; nothing happens when it is done already.
  void cancel(const std::shared_ptr<Transfer>& transfer, const char* why);
  // Ends every transfer and closes every connection; the loop is dead afterwards.
  void close();

 private:
  using Clock = std::chrono::steady_clock;

  // One socket libcurl waits for. Those it opened through us stay registered with the reactor until
  // closed, so a kept connection costs no registration per call.
  struct Watch {
    explicit Watch(boost::asio::io_context& io) : descriptor(io) {}
    boost::asio::posix::stream_descriptor descriptor;
    curl_socket_t socket = CURL_SOCKET_BAD;
    int wanted = CURL_POLL_NONE;
    bool opened_here = false;
    bool reading = false;
    bool writing = false;
    bool closed = false;
  };
  using WatchPtr = std::shared_ptr<Watch>;

  struct SharedDelete {
    void operator()(CURLSH* shared) const { curl_share_cleanup(shared); }
  };

  // A handle at work, and what holds on to its transfer.
  struct Use {
    std::unique_ptr<CurlHandle> handle;
    std::shared_ptr<Transfer> transfer;
  };

  static int on_socket(CURL*, curl_socket_t socket, int what, void* self, void*);
  static int on_timer(CURLM*, long milliseconds, void* self);
  static curl_socket_t on_open(void* self, curlsocktype, curl_sockaddr* address);
  static int on_close(void* self, curl_socket_t socket);

  void use(CURLM* multi);
  void release();
  void fail(const std::shared_ptr<Transfer>& transfer, const char* why);
  WatchPtr watch(curl_socket_t socket, bool opened_here);
  void arm(const WatchPtr& watch);
  void arm(const WatchPtr& watch, bool read);
  void on_ready(const WatchPtr& watch, bool read, const boost::system::error_code& error);
  void schedule(long milliseconds);
  void await_due();
  void post_kick();
  int act(curl_socket_t socket, int events);
  void collect();
  void detach(Transfer& transfer, bool at_once);
  void await_idle_end();
  void drop();

  boost::asio::io_context& io_;
  const ClientLimits& limits_;
  const std::unique_ptr<CURLSH, SharedDelete> shared_;
  CURLM* multi_ = nullptr;
  boost::asio::steady_timer timer_;
  // When libcurl wants to be called, and when the timer will look whether it is time.
  Clock::time_point due_ = Clock::time_point::max();
  Clock::time_point timer_at_ = Clock::time_point::max();
  boost::asio::steady_timer idle_timer_;
  Clock::time_point used_at_{};
  bool idle_waits_ = false;
  bool starting_ = false;
  bool kicked_ = false;
  bool collecting_ = false;
  bool closed_ = false;
  std::unordered_map<curl_socket_t, WatchPtr> watches_;
  std::vector<Use> in_use_;
  std::map<std::string, std::size_t, std::less<>> busy_;  // requests under way by origin
};

}  // namespace uws::http
