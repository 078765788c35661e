#include <doctest/doctest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "bridge/http/client.h"
#include "tests/bridge/http/scripted_upstream.h"

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using uws::http::Client;
using uws::http::ClientCall;
using uws::http::ClientFailure;
using uws::http::ClientLimits;
using uws::http::ClientTls;
using uws::http::TlsLevel;
using uws::test::run_test;
using Outcome = tl::expected<uws::http::ClientReply, uws::http::ClientError>;

template <auto Free>
struct Release {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Release<X509_free>>;
using Bio = std::unique_ptr<BIO, Release<BIO_free_all>>;

// A key and a certificate for 127.0.0.1 that signs itself, as PEM.
struct Identity {
  Identity() {
    const Key key(EVP_EC_gen("P-256"));
    const Certificate certificate(X509_new());
    X509* x = certificate.get();
    X509_set_version(x, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(x), 1);
    X509_gmtime_adj(X509_getm_notBefore(x), -3600);
    X509_gmtime_adj(X509_getm_notAfter(x), 3600);
    X509_set_pubkey(x, key.get());
    X509_NAME* name = X509_get_subject_name(x);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>("upstream"), -1, -1, 0);
    X509_set_issuer_name(x, name);
    X509_EXTENSION* address =
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1");
    X509_add_ext(x, address, -1);
    X509_EXTENSION_free(address);
    REQUIRE(X509_sign(x, key.get(), EVP_sha256()) > 0);

    const Bio key_out(BIO_new(BIO_s_mem()));
    const Bio certificate_out(BIO_new(BIO_s_mem()));
    PEM_write_bio_PrivateKey(key_out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    PEM_write_bio_X509(certificate_out.get(), x);
    key_pem = text(key_out.get());
    certificate_pem = text(certificate_out.get());
  }

  static std::string text(BIO* bio) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, static_cast<std::size_t>(size)};
  }

  std::string key_pem, certificate_pem;
};

// Answers one request per connection over TLS; counts what it could read.
struct TlsUpstream {
  TlsUpstream(asio::io_context& io, const Identity& identity)
      : acceptor(io, tcp::endpoint(asio::ip::address_v4::loopback(), 0)),
        tls(asio::ssl::context::tls_server) {
    tls.use_certificate_chain(asio::buffer(identity.certificate_pem));
    tls.use_private_key(asio::buffer(identity.key_pem), asio::ssl::context::pem);
    asio::co_spawn(io, serve(), asio::detached);
  }

  asio::awaitable<void> serve() {
    for (;;) {
      tcp::socket socket = co_await acceptor.async_accept(asio::use_awaitable);
      asio::ssl::stream<tcp::socket> stream(std::move(socket), tls);
      boost::system::error_code error;
      auto token = asio::redirect_error(asio::use_awaitable, error);
      co_await stream.async_handshake(asio::ssl::stream_base::server, token);
      if (error) continue;
      if (SSL_session_reused(stream.native_handle()) == 1) ++resumed;
      std::string head;
      co_await asio::async_read_until(stream, asio::dynamic_buffer(head), "\r\n\r\n", token);
      if (error) continue;
      ++requests;
      const std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret";
      co_await asio::async_write(stream, asio::buffer(answer), token);
    }
  }

  std::string url() const {
    return "https://127.0.0.1:" + std::to_string(acceptor.local_endpoint().port()) + "/";
  }

  tcp::acceptor acceptor;
  asio::ssl::context tls;
  int requests = 0, resumed = 0;
};

// A file that goes with its object.
struct PemFile {
  explicit PemFile(const std::string& text) {
    std::string name = (std::filesystem::temp_directory_path() / "uws-ca-XXXXXX").string();
    const int fd = mkstemp(name.data());
    REQUIRE(fd >= 0);
    close(fd);
    path = name;
    std::ofstream(path) << text;
  }
  ~PemFile() { std::filesystem::remove(path); }
  std::string path;
};

Outcome get(asio::io_context& io, const std::string& url, const ClientLimits& limits,
            const ClientTls* tls = nullptr) {
  Client client(io, limits);
  Outcome outcome;
  io.restart();
  run_test(io, [&]() -> asio::awaitable<void> {
    ClientCall call;
    call.method = "GET";
    call.url = url;
    call.tls = tls;
    outcome = co_await client.perform(std::move(call));
  }());
  return outcome;
}

}  // namespace

TEST_CASE("over TLS only a peer with a trusted certificate sees the request") {
  const Identity identity;
  const Identity stranger;
  const PemFile trusted(identity.certificate_pem);
  const PemFile other(stranger.certificate_pem);
  asio::io_context io;
  TlsUpstream upstream(io, identity);

  ClientLimits limits;
  limits.ca_file = trusted.path;
  const Outcome good = get(io, upstream.url(), limits);
  REQUIRE(good.has_value());
  CHECK(good->body == "secret");
  CHECK(upstream.requests == 1);

  for (const std::string& file : {other.path, std::string()}) {
    limits.ca_file = file;
    const Outcome bad = get(io, upstream.url(), limits);
    REQUIRE(!bad.has_value());
    CHECK(bad.error().kind == ClientFailure::tls);
    CHECK(!bad.error().may_have_arrived);
  }
  // A name the certificate does not hold.
  std::string by_name = upstream.url();
  by_name.replace(by_name.find("127.0.0.1"), 9, "localhost");
  limits.ca_file = trusted.path;
  const Outcome misnamed = get(io, by_name, limits);
  REQUIRE(!misnamed.has_value());
  CHECK(misnamed.error().kind == ClientFailure::tls);
  CHECK(upstream.requests == 1);
}

TEST_CASE("a new connection to a peer that is known resumes its session") {
  asio::io_context io;
  const Identity identity;
  TlsUpstream upstream(io, identity);
  const PemFile trusted(identity.certificate_pem);
  ClientLimits limits;
  limits.ca_file = trusted.path;
  Client client(io, limits);
  run_test(io, [&]() -> asio::awaitable<void> {
    for (int i = 0; i < 3; ++i) {
      ClientCall call;
      call.method = "GET";
      call.url = upstream.url();
      const Outcome outcome = co_await client.perform(std::move(call));
      CHECK(outcome.has_value());
    }
  }());
  CHECK(upstream.requests == 3);
  CHECK(upstream.resumed == 2);
}

TEST_CASE("a peer that knows only TLS 1.1 is spoken to where that is allowed") {
  const Identity identity;
  const PemFile trusted(identity.certificate_pem);
  asio::io_context io;
  TlsUpstream upstream(io, identity);
  auto* const context = upstream.tls.native_handle();
  REQUIRE(SSL_CTX_set_min_proto_version(context, TLS1_VERSION) == 1);
  REQUIRE(SSL_CTX_set_max_proto_version(context, TLS1_1_VERSION) == 1);
  REQUIRE(SSL_CTX_set_cipher_list(context, "DEFAULT:@SECLEVEL=0") == 1);
  ClientLimits limits;
  limits.ca_file = trusted.path;

  const ClientTls intermediate, legacy{TlsLevel::legacy, {}, {}};
  const Outcome refused = get(io, upstream.url(), limits, &intermediate);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().kind == ClientFailure::tls);
  const Outcome allowed = get(io, upstream.url(), limits, &legacy);
  REQUIRE(allowed.has_value());
  CHECK(allowed->body == "secret");
  CHECK(upstream.requests == 1);
}

TEST_CASE("a peer that asks for a certificate gets the one it is named with") {
  const Identity identity, client;
  const PemFile trusted(identity.certificate_pem), own(client.certificate_pem + client.key_pem);
  asio::io_context io;
  TlsUpstream upstream(io, identity);
  upstream.tls.set_verify_mode(asio::ssl::verify_peer | asio::ssl::verify_fail_if_no_peer_cert);
  upstream.tls.add_certificate_authority(asio::buffer(client.certificate_pem));
  ClientLimits limits;
  limits.ca_file = trusted.path;

  const ClientTls without, with{TlsLevel::intermediate, own.path, own.path};
  const Outcome refused = get(io, upstream.url(), limits, &without);
  CHECK_FALSE(refused.has_value());
  CHECK(upstream.requests == 0);
  const Outcome allowed = get(io, upstream.url(), limits, &with);
  REQUIRE(allowed.has_value());
  CHECK(allowed->body == "secret");
}
