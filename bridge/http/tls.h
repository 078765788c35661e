#pragma once
// Certificates, keys and protocol settings of a TLS listener.
//
// Intermediate follows Mozilla's "Server Side TLS" 5.7, intermediate: TLS 1.2 and 1.3, ciphers with
// forward secrecy only. Legacy takes TLS 1.0 and 1.1 too, for clients that know nothing newer.
// Both: ALPN http/1.1, no renegotiation, no compression.

#include <memory>
#include <mutex>
#include <string>
#include <tl/expected.hpp>

#include "bridge/http/settings.h"

namespace boost::asio::ssl {
class context;
}

namespace uws::http {

// Thread-safe.
class TlsContext {
 public:
  using Native = std::shared_ptr<boost::asio::ssl::context>;

  // Reads the files. Error: one line that names the file.
  static tl::expected<std::shared_ptr<TlsContext>, std::string> load(TlsSettings settings);

  // Reads the files again, for connections accepted from now on; those open keep what they began
  // with. On an error everything stays as it was.
  tl::expected<void, std::string> reload();

  // For the next connection.
  Native current() const;

 private:
  TlsContext(TlsSettings settings, Native native);

  const TlsSettings settings_;
  mutable std::mutex mutex_;
  Native native_;
};

}  // namespace uws::http
