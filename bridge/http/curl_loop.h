#pragma once
// libcurl's multi handle driven by an io_context: sockets and timer of libcurl become descriptors
// and a steady_timer of Asio. Single-threaded, like the io_context it runs on.

#include <curl/curl.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <unordered_map>
#include <vector>

#include "bridge/http/curl_transfer.h"

namespace uws::http {

class CurlLoop : public std::enable_shared_from_this<CurlLoop> {
 public:
  // `max_idle`: connections kept for reuse.
  CurlLoop(boost::asio::io_context& io, long max_idle);
  // REQUIRES: close() was called.
  ~CurlLoop();
  CurlLoop(const CurlLoop&) = delete;
  CurlLoop& operator=(const CurlLoop&) = delete;

  // Starts the transfer. Its on_done is called exactly once, at once when the loop is closed.
  void start(std::shared_ptr<Transfer> transfer);
  // Ends a running transfer with `why`; nothing happens when it is done already.
  void cancel(const std::shared_ptr<Transfer>& transfer, const char* why);
  // Ends every transfer and closes every connection; the loop is dead afterwards.
  void close();

 private:
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

  static int on_socket(CURL*, curl_socket_t socket, int what, void* self, void*);
  static int on_timer(CURLM*, long milliseconds, void* self);
  static curl_socket_t on_open(void* self, curlsocktype, curl_sockaddr* address);
  static int on_close(void* self, curl_socket_t socket);

  WatchPtr watch(curl_socket_t socket, bool opened_here);
  void arm(const WatchPtr& watch);
  void arm(const WatchPtr& watch, bool read);
  void on_ready(const WatchPtr& watch, bool read, const boost::system::error_code& error);
  void schedule(long milliseconds);
  void act(curl_socket_t socket, int events);
  void collect();
  void detach(const std::shared_ptr<Transfer>& transfer);

  boost::asio::io_context& io_;
  CURLM* multi_;
  boost::asio::steady_timer timer_;
  bool kicked_ = false;
  bool closed_ = false;
  std::unordered_map<curl_socket_t, WatchPtr> watches_;
  std::unordered_map<Transfer*, std::shared_ptr<Transfer>> running_;
  std::vector<Easy> spare_;
};

}  // namespace uws::http
