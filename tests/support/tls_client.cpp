#include "tests/support/tls_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <vector>

#include "tests/support/process.h"

namespace uws::test {
namespace {

void openssl(const std::vector<std::string>& args) {
  std::vector<std::string> line{"openssl"};
  line.insert(line.end(), args.begin(), args.end());
  Process process("/usr/bin/env", line);
  if (process.wait_exit() != 0) throw std::runtime_error("openssl: " + process.errors());
}

int connect_to(std::uint16_t port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const timeval patience{20, 0};
  ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(fd);
    throw std::system_error(errno, std::system_category(), "connect");
  }
  // A second small record would wait for the acknowledgement of the first.
  const int on = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return fd;
}

}  // namespace

Authority::Authority(const std::string& name) {
  openssl({"req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", file("ca.key"), "-out",
           file("ca.pem"), "-subj", "/CN=" + name, "-days", "2"});
}

std::string Authority::certificate() const { return file("ca.pem"); }

IdentityFiles Authority::issue(const std::string& name) const {
  IdentityFiles files{file(name + ".pem"), file(name + ".key")};
  openssl({"req",
           "-x509",
           "-newkey",
           "rsa:2048",
           "-nodes",
           "-keyout",
           files.key,
           "-out",
           files.certificate,
           "-subj",
           "/CN=" + name,
           "-days",
           "2",
           "-CA",
           file("ca.pem"),
           "-CAkey",
           file("ca.key"),
           "-addext",
           "basicConstraints=critical,CA:FALSE",
           "-addext",
           "subjectAltName=IP:127.0.0.1"});
  return files;
}

TlsClient::TlsClient(std::uint16_t port, const TlsClientOptions& options)
    : context_(SSL_CTX_new(TLS_client_method()), SSL_CTX_free), ssl_(nullptr, SSL_free) {
  // OpenSSL writes with write(2).
  ::signal(SIGPIPE, SIG_IGN);
  SSL_CTX* const context = context_.get();
  SSL_CTX_set_min_proto_version(context, options.least);
  SSL_CTX_set_max_proto_version(context, options.most);
  const std::string ciphers = options.ciphers.empty() ? "ALL" : options.ciphers;
  SSL_CTX_set_cipher_list(context, (ciphers + ":@SECLEVEL=0").c_str());
  if (!options.authority.empty()) {
    SSL_CTX_load_verify_file(context, options.authority.c_str());
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  }
  if (!options.identity.certificate.empty()) {
    SSL_CTX_use_certificate_chain_file(context, options.identity.certificate.c_str());
    SSL_CTX_use_PrivateKey_file(context, options.identity.key.c_str(), SSL_FILETYPE_PEM);
  }
  ssl_.reset(SSL_new(context));
  if (!options.protocol.empty()) {
    const std::string offer = static_cast<char>(options.protocol.size()) + options.protocol;
    SSL_set_alpn_protos(ssl_.get(), reinterpret_cast<const unsigned char*>(offer.data()),
                        static_cast<unsigned>(offer.size()));
  }
  socket_ = connect_to(port);
  SSL_set_fd(ssl_.get(), socket_);
  open_ = SSL_connect(ssl_.get()) == 1;
  ERR_clear_error();
}

TlsClient::~TlsClient() {
  if (open_) SSL_shutdown(ssl_.get());
  ERR_clear_error();
  ::close(socket_);
}

std::string TlsClient::protocol() const {
  const unsigned char* name = nullptr;
  unsigned size = 0;
  SSL_get0_alpn_selected(ssl_.get(), &name, &size);
  return name == nullptr ? "" : std::string(reinterpret_cast<const char*>(name), size);
}

std::string TlsClient::server_name() const {
  X509* const certificate = SSL_get0_peer_certificate(ssl_.get());
  if (certificate == nullptr) return "";
  char name[64] = "";
  X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name, sizeof name);
  return name;
}

bool TlsClient::send(const std::string& text) {
  return SSL_write(ssl_.get(), text.data(), static_cast<int>(text.size())) ==
         static_cast<int>(text.size());
}

std::string TlsClient::read_response() {
  std::string text;
  std::size_t whole = std::string::npos;
  while (text.size() < whole) {
    char c = 0;
    if (SSL_read(ssl_.get(), &c, 1) != 1) break;
    text += c;
    if (whole != std::string::npos || !text.ends_with("\r\n\r\n")) continue;
    const std::string name = "Content-Length: ";
    const auto at = text.find(name);
    whole = text.size();
    if (at != std::string::npos)
      whole += std::strtoul(text.c_str() + at + name.size(), nullptr, 10);
  }
  ERR_clear_error();
  return text;
}

bool TlsClient::ends_cleanly() {
  char buffer[1024];
  int got = 1;
  while (got > 0) got = SSL_read(ssl_.get(), buffer, sizeof buffer);
  const int why = SSL_get_error(ssl_.get(), got);
  ERR_clear_error();
  return why == SSL_ERROR_ZERO_RETURN;
}

bool TlsClient::renegotiate() {
  const bool asked = SSL_renegotiate(ssl_.get()) == 1;
  const bool done = asked && SSL_do_handshake(ssl_.get()) == 1;
  ERR_clear_error();
  return done;
}

}  // namespace uws::test
