#pragma once
// What Connection asks of a stream besides reading and writing. Each kind of stream specialises
// StreamTraits with the same members; this one is plain TCP.

#include <sys/socket.h>
#include <sys/uio.h>

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/system/error_code.hpp>
#include <cstddef>
#include <string_view>

namespace uws::http {

template <class Stream>
struct StreamTraits;

template <>
struct StreamTraits<boost::asio::ip::tcp::socket> {
  using Stream = boost::asio::ip::tcp::socket;

  static constexpr bool kTls = false;

  // Handshake before the first request.
  static boost::asio::awaitable<boost::system::error_code> open(Stream&) {
    co_return boost::system::error_code{};
  }

  // The protocol spoken over TCP, a static text; empty = none.
  static std::string_view version(Stream&) { return {}; }

  // Sends what can be sent without waiting, head and body in one write; how many bytes that were.
  // 0 = none, or it has failed: an asynchronous write will tell.
  static std::size_t write_now(Stream& stream, std::string_view head, std::string_view body) {
    std::array<iovec, 2> parts{iovec{const_cast<char*>(head.data()), head.size()},
                               iovec{const_cast<char*>(body.data()), body.size()}};
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = body.empty() ? 1 : 2;
    auto const sent = ::sendmsg(stream.native_handle(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    return sent > 0 ? static_cast<std::size_t>(sent) : 0;
  }

  // Tells the peer that no more bytes will come.
  static boost::asio::awaitable<void> close_sending(Stream& stream) {
    boost::system::error_code ignored;
    stream.shutdown(Stream::shutdown_send, ignored);
    co_return;
  }

  // The bytes as they are on the wire; read after close_sending().
  static Stream& transport(Stream& stream) { return stream; }

  // Whether bytes have left the socket that reading the stream has not given out.
  static bool holds_input(Stream&) { return false; }
};

}  // namespace uws::http
