#pragma once
// A TLS client that blocks, and the certificates it and its server need.

#include <openssl/ssl.h>

#include <cstdint>
#include <memory>
#include <string>

#include "tests/support/temp_dir.h"

namespace uws::test {

struct IdentityFiles {
  std::string certificate, key;
};

// An authority of its own; its certificates are made by the openssl command.
class Authority {
 public:
  explicit Authority(const std::string& name = "authority");

  std::string certificate() const;
  // A certificate for 127.0.0.1 whose common name is `name`; the files belong to the authority.
  // Made again under the same name it is a new one in the same files.
  IdentityFiles issue(const std::string& name) const;
  std::string file(const std::string& name) const { return dir_ / name; }

 private:
  TempDir dir_;
};

struct TlsClientOptions {
  std::string authority;    // PEM file; empty = the server is not verified
  int least = 0, most = 0;  // protocol versions, TLS1_1_VERSION and so on; 0 = any
  std::string ciphers;      // of TLS 1.2 and below; empty = all
  std::string protocol;     // offered with ALPN
  IdentityFiles identity;
};

class TlsClient {
 public:
  // Connects and shakes hands; every wait ends after 20 seconds.
  TlsClient(std::uint16_t port, const TlsClientOptions& options);
  ~TlsClient();
  TlsClient(const TlsClient&) = delete;
  TlsClient& operator=(const TlsClient&) = delete;

  // Whether the handshake succeeded. With TLS 1.3 a server refuses a client's certificate later.
  bool open() const { return open_; }
  std::string version() const { return SSL_get_version(ssl_.get()); }
  // What the server chose with ALPN.
  std::string protocol() const;
  // Common name in the server's certificate.
  std::string server_name() const;

  bool send(const std::string& text);
  // Header and body of one response with Content-Length; what came so far when it ends early.
  std::string read_response();
  // Reads until the server's end of data. True when it was announced by close_notify.
  bool ends_cleanly();
  // Asks the server to shake hands again, as TLS 1.2 allows. False when refused.
  bool renegotiate();

 private:
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
  std::unique_ptr<SSL, decltype(&SSL_free)> ssl_;
  int socket_ = -1;
  bool open_ = false;
};

}  // namespace uws::test
