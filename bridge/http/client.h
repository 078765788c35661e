#pragma once
// HTTP client: libcurl multi driven by one io_context. One Client per thread; not thread-safe.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "bridge/http/message.h"
#include "bridge/http/settings.h"

namespace uws::http {

struct ClientCall {
  std::string method;
  std::string url;  // absolute
  Headers headers;
  std::string body;  // sent when not empty, or for POST and PUT
  // Whole call, connect included.
  std::chrono::milliseconds timeout{50'000};
  // Names of the answer's headers to keep, of static storage; empty = all.
  std::span<const std::string_view> wanted_headers = {};
  // Send it once more when a kept connection dies before the first byte of an answer, whatever the
  // method: only where to do it twice is no harm.
  bool send_again = false;
  // How to speak TLS to this peer; null = as this libcurl does. Must outlive the client.
  const ClientTls* tls = nullptr;
};

struct ClientReply {
  int status = 0;
  Headers headers;
  std::string body;
};

enum class ClientFailure { connect, timeout, tls, too_large, other };
// "too large"
inline std::string_view name_of(ClientFailure kind) {
  constexpr std::string_view kNames[] = {"connect", "timeout", "tls", "too large", "other"};
  return kNames[static_cast<std::size_t>(kind)];
}

struct ClientError {
  ClientFailure kind = ClientFailure::other;
  // Whether any byte of the request may have reached the peer. False only when no connection got
  // as far as carrying the request: safe to send again.
  bool may_have_arrived = true;
  // libcurl's words, for the log; never holds a header or body value.
  std::string message;
  // The request went out on a kept connection that ended before any byte of an answer: the usual
  // end of one that the peer closed while it was idle.
  bool kept_connection_died = false;
};

// The io_context must outlive the Client. The first Client of a process ignores SIGPIPE unless a
// handler is installed.
class Client {
 public:
  Client(boost::asio::io_context& io, ClientLimits limits);
  // Calls still waiting end with ClientFailure::other.
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  // Must be called on the io_context's thread. Redirects are not followed. A header or URL with
  // control characters is refused (other, may_have_arrived false).
  // When a kept connection turns out dead before the first answer byte, GET and HEAD are sent once
  // more by libcurl; any other method ends as other with may_have_arrived and kept_connection_died,
  // unless the call says send_again.
  // Supports Asio's cancellation: the call ends with ClientFailure::other.
  boost::asio::awaitable<tl::expected<ClientReply, ClientError>> perform(ClientCall call);

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace uws::http
