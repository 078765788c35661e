#pragma once
// A scripted upstream on a thread of its own, for tests that wait for other processes.

#include <boost/asio/executor_work_guard.hpp>
#include <thread>
#include <utility>

#include "tests/bridge/http/scripted_upstream.h"

namespace uws::test {

class UpstreamThread {
 public:
  // `script` runs on that thread, one request at a time.
  explicit UpstreamThread(ScriptedUpstream::Script script)
      : upstream_(io_, std::move(script)), thread_([this] { io_.run(); }) {}
  ~UpstreamThread() {
    io_.stop();
    thread_.join();
  }
  UpstreamThread(const UpstreamThread&) = delete;
  UpstreamThread& operator=(const UpstreamThread&) = delete;

  std::uint16_t port() const { return upstream_.port(); }
  std::string url(const std::string& path) const { return upstream_.url(path); }

 private:
  boost::asio::io_context io_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{
      io_.get_executor()};
  ScriptedUpstream upstream_;
  std::thread thread_;  // the last: it uses the others
};

}  // namespace uws::test
