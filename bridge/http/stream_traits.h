#pragma once
// What Connection asks of a stream besides reading and writing. Each kind of stream specialises
// StreamTraits with the same members; this one is plain TCP.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/system/error_code.hpp>

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
