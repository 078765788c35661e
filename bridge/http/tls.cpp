#include "bridge/http/tls.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <boost/asio/ssl/context.hpp>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <string_view>
#include <utility>

#include "bridge/http/ciphers.h"

namespace uws::http {
namespace {

using Error = tl::unexpected<std::string>;
using Done = tl::expected<void, std::string>;
using Built = tl::expected<TlsContext::Native, std::string>;

constexpr const char* kGroups = "X25519:prime256v1:secp384r1";
constexpr long kSessions = 4'096;
constexpr unsigned char kSessionContext[] = "uws-bridge";

// The reason OpenSSL gives, and its queue emptied.
std::string reason() {
  const unsigned long code = ERR_peek_last_error();
  ERR_clear_error();
  const char* const text = ERR_reason_error_string(code);
  return text != nullptr ? text : "error " + std::to_string(code);
}

Done readable(const std::string& file) {
  if (std::ifstream(file)) return {};
  return Error(file + ": " + std::strerror(errno));
}

// Without this OpenSSL asks the terminal for the passphrase of a key.
int no_passphrase(char*, int, int, void*) { return 0; }

int choose_protocol(SSL*, const unsigned char** out, unsigned char* out_size,
                    const unsigned char* in, unsigned in_size, void*) {
  static constexpr unsigned char kOurs[] = "\x08http/1.1";
  unsigned char* chosen = nullptr;
  const int found = SSL_select_next_proto(&chosen, out_size, kOurs, sizeof kOurs - 1, in, in_size);
  if (found != OPENSSL_NPN_NEGOTIATED) return SSL_TLSEXT_ERR_ALERT_FATAL;
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

bool set_protocols(SSL_CTX* context, TlsLevel level) {
  const bool legacy = level == TlsLevel::legacy;
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_NO_TICKET |
                                   SSL_OP_SINGLE_DH_USE | SSL_OP_SINGLE_ECDH_USE);
  SSL_CTX_set_alpn_select_cb(context, choose_protocol, nullptr);
  SSL_CTX_set_dh_auto(context, 1);
  SSL_CTX_sess_set_cache_size(context, kSessions);
  return SSL_CTX_set_min_proto_version(context, legacy ? TLS1_VERSION : TLS1_2_VERSION) == 1 &&
         SSL_CTX_set_max_proto_version(context, 0) == 1 &&
         SSL_CTX_set_cipher_list(context, legacy ? kLegacyCiphers : kIntermediateCiphers) == 1 &&
         SSL_CTX_set1_groups_list(context, kGroups) == 1 &&
         SSL_CTX_set_session_id_context(context, kSessionContext, sizeof kSessionContext - 1) == 1;
}

Done set_identity(SSL_CTX* context, const TlsSettings& settings) {
  for (const auto& file : {settings.certificate, settings.key}) {
    if (auto found = readable(file); !found) return found;
  }
  SSL_CTX_set_default_passwd_cb(context, no_passphrase);
  if (SSL_CTX_use_certificate_chain_file(context, settings.certificate.c_str()) != 1) {
    return Error(settings.certificate + ": not a usable certificate: " + reason());
  }
  if (SSL_CTX_use_PrivateKey_file(context, settings.key.c_str(), SSL_FILETYPE_PEM) != 1 ||
      SSL_CTX_check_private_key(context) != 1) {
    return Error(settings.key + ": not the private key of " + settings.certificate + ": " +
                 reason());
  }
  return {};
}

Done set_client_auth(SSL_CTX* context, const TlsSettings& settings) {
  if (settings.client_auth == ClientAuth::none) return {};
  if (auto found = readable(settings.client_ca); !found) return found;
  STACK_OF(X509_NAME)* const names = SSL_load_client_CA_file(settings.client_ca.c_str());
  if (names == nullptr || SSL_CTX_load_verify_file(context, settings.client_ca.c_str()) != 1) {
    sk_X509_NAME_pop_free(names, X509_NAME_free);
    return Error(settings.client_ca + ": no usable certificates: " + reason());
  }
  SSL_CTX_set_client_CA_list(context, names);
  const bool required = settings.client_auth == ClientAuth::required;
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER | (required ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0),
                     nullptr);
  return {};
}

Built build(const TlsSettings& settings) {
  ERR_clear_error();
  SSL_CTX* const raw = SSL_CTX_new(TLS_server_method());
  if (raw == nullptr) return Error("TLS cannot be set up: " + reason());
  auto native = std::make_shared<boost::asio::ssl::context>(raw);
  if (!set_protocols(raw, settings.level)) return Error("TLS cannot be set up: " + reason());
  if (auto done = set_identity(raw, settings); !done) return Error(done.error());
  if (auto done = set_client_auth(raw, settings); !done) return Error(done.error());
  return native;
}

}  // namespace

TlsContext::TlsContext(TlsSettings settings, Native native)
    : settings_(std::move(settings)), native_(std::move(native)) {}

tl::expected<std::shared_ptr<TlsContext>, std::string> TlsContext::load(TlsSettings settings) {
  auto native = build(settings);
  if (!native) return Error(native.error());
  return std::shared_ptr<TlsContext>(new TlsContext(std::move(settings), std::move(*native)));
}

Done TlsContext::reload() {
  auto native = build(settings_);
  if (!native) return Error(native.error());
  const std::lock_guard lock(mutex_);
  native_ = std::move(*native);
  return {};
}

TlsContext::Native TlsContext::current() const {
  const std::lock_guard lock(mutex_);
  return native_;
}

}  // namespace uws::http
