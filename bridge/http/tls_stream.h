#pragma once
// TLS over TCP as a stream of Connection.

#include <openssl/bio.h>
#include <openssl/ssl.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>

#include "bridge/http/await.h"
#include "bridge/http/stream_traits.h"

namespace uws::http {

template <>
struct StreamTraits<boost::asio::ssl::stream<boost::asio::ip::tcp::socket>> {
  using Socket = boost::asio::ip::tcp::socket;
  using Stream = boost::asio::ssl::stream<Socket>;

  static constexpr bool kTls = true;

  static boost::asio::awaitable<boost::system::error_code> open(Stream& stream) {
    auto [failure] = co_await stream.async_handshake(boost::asio::ssl::stream_base::server, kAwait);
    co_return failure;
  }

  static std::string_view version(Stream& stream) {
    return SSL_get_version(stream.native_handle());
  }

  static std::size_t write_now(Stream&, std::string_view, std::string_view) { return 0; }

  // Sends close_notify without waiting for the peer's: from here on the stream is not read any
  // more, only its transport.
  static boost::asio::awaitable<void> close_sending(Stream& stream) {
    SSL_set_shutdown(stream.native_handle(),
                     SSL_get_shutdown(stream.native_handle()) | SSL_RECEIVED_SHUTDOWN);
    co_await stream.async_shutdown(kAwait);
    boost::system::error_code ignored;
    stream.next_layer().shutdown(Socket::shutdown_send, ignored);
  }

  static Socket& transport(Stream& stream) { return stream.next_layer(); }

  static bool holds_input(Stream& stream) {
    SSL* const ssl = stream.native_handle();
    return SSL_has_pending(ssl) == 1 || BIO_ctrl_pending(SSL_get_rbio(ssl)) > 0;
  }
};

}  // namespace uws::http
