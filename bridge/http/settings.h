#pragma once
// What servers and clients are told: plain values, each default stated here and nowhere else.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

#include "base/ip_ranges.h"

namespace uws::http {

// Of one Server.
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
  // Of the bodies of all servers of the process together, from their first bytes to the answer;
  // 0 = no such bound. A body of up to 16 KiB is always read.
  std::size_t max_buffered_bytes = 256 * 1024 * 1024;
  // Of one client, told by its address; 0 = no such bound.
  std::size_t max_connections_per_client = 0;
  std::size_t max_requests_per_second = 0;
};

enum class TlsLevel { intermediate, legacy };

// What one peer of a client needs of TLS; the levels are those of a server.
struct ClientTls {
  TlsLevel level = TlsLevel::intermediate;
  // PEM files of the client's certificate, with its chain, and of its key; empty = none.
  std::string certificate = {};
  std::string key = {};
};

// Of one Client.
struct ClientLimits {
  std::chrono::milliseconds connect_timeout{5'000};
  std::size_t max_response_bytes = 32 * 1024 * 1024;
  // A longer answer is cut there, and its connection closed, instead of being an error.
  bool cut_response = false;
  // How long a connection may have been idle to be used again; whole seconds count. Below the time
  // after which the peer closes it, or requests meet its end.
  std::chrono::milliseconds max_idle{20'000};
  // The proxy of every call, as libcurl spells it ("http://proxy:3128"); empty = none, whatever the
  // environment says.
  std::string proxy;
  // PEM file of certificate authorities trusted besides the system's; empty = those alone.
  std::string ca_file;
  // Offer HTTP/2 to TLS peers. Off: with libcurl 7.88.1 a session that the peer ends (Node 20 does
  // so after 1,000 streams) fails the call under way, and a POST cannot be sent again.
  bool http2 = false;
  // Asked for every address before a connection to it: whether it may be called. Empty = any.
  std::function<bool(const base::IpAddress& address, std::uint16_t port)> may_connect = {};
};

enum class ClientAuth {
  none,      // no client is asked for a certificate
  optional,  // a client may have none, but not a wrong one
  required,
};

// Of a server over TLS; bridge/http/tls.h says what the levels are.
struct TlsSettings {
  std::string certificate;  // PEM file, the server's own first, then the chain
  std::string key;          // PEM file without passphrase
  std::string client_ca;    // PEM file of the authorities of client certificates, or empty
  ClientAuth client_auth = ClientAuth::none;
  TlsLevel level = TlsLevel::intermediate;
};

}  // namespace uws::http
