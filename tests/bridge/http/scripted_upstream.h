#pragma once
// An HTTP/1.1 server on loopback that does to each request what a test's script says. It lives on
// the test's own io_context, so script and test never run at once.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "bridge/http/message.h"

namespace uws::test {

struct Seen {
  std::string method, target;
  http::Headers headers;
  std::string body;
  int connection = 0;  // counted from 1
  int nth = 0;         // counted from 1, over all connections
};

struct Act {
  std::string bytes;  // sent as they are
  enum class End { keep, close, reset } end = End::keep;
  std::chrono::milliseconds delay{0};
  // Sends nothing and leaves the connection open.
  bool silent = false;
  // Not sent before this holds.
  std::function<bool()> ready = {};
};

// A whole response with Content-Length.
Act respond(int status, const std::string& body, const std::string& type = "application/json",
            const std::string& more_headers = "");

class ScriptedUpstream {
 public:
  using Script = std::function<Act(const Seen&)>;

  ScriptedUpstream(boost::asio::io_context& io, Script script);
  ~ScriptedUpstream();
  ScriptedUpstream(const ScriptedUpstream&) = delete;
  ScriptedUpstream& operator=(const ScriptedUpstream&) = delete;

  std::uint16_t port() const;
  // "http://127.0.0.1:port" + path.
  std::string url(const std::string& path) const;
  const std::vector<Seen>& seen() const;
  int connections() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

// A loopback port nobody listens on.
std::uint16_t refused_port(boost::asio::io_context& io);

// Runs `body` on `io` until it returns, at most a minute; rethrows what it throws.
void run_test(boost::asio::io_context& io, boost::asio::awaitable<void> body);

// Waits until `condition` holds, looking every few milliseconds; false after half a minute.
boost::asio::awaitable<bool> holds_eventually(std::function<bool()> condition);

}  // namespace uws::test
