#include "base/crypto.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>
#include <vector>

#include "base/text.h"

namespace uws::base {
namespace {

std::string hex_of(const unsigned char* data, std::size_t size) {
  return to_hex({reinterpret_cast<const char*>(data), size});
}

// Looked up once: that takes longer than the digest of a short text. Where there was no memory for
// it, each digest looks for itself.
const EVP_MD* sha256() {
  static const EVP_MD* const method = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return method ? method : EVP_sha256();
}

}  // namespace

std::string random_hex(std::size_t bytes) {
  std::vector<unsigned char> raw(bytes);
  if (RAND_bytes(raw.data(), static_cast<int>(bytes)) != 1) {
    throw std::runtime_error("no randomness available");
  }
  return hex_of(raw.data(), raw.size());
}

std::string sha256_hex(std::string_view text, std::size_t bytes) {
  struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };
  thread_local std::unique_ptr<EVP_MD_CTX, Free> context;
  if (!context) context.reset(EVP_MD_CTX_new());
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (!context || EVP_DigestInit_ex(context.get(), sha256(), nullptr) != 1 ||
      EVP_DigestUpdate(context.get(), text.data(), text.size()) != 1 ||
      EVP_DigestFinal_ex(context.get(), digest.data(), &size) != 1) {
    throw std::runtime_error("SHA-256 is not available");
  }
  return hex_of(digest.data(), std::min<std::size_t>(size, bytes));
}

Digest::Digest() : context_(EVP_MD_CTX_new()) {
  if (context_ == nullptr || EVP_DigestInit_ex(context_, sha256(), nullptr) != 1) {
    EVP_MD_CTX_free(context_);
    throw std::runtime_error("SHA-256 is not available");
  }
}

Digest::~Digest() { EVP_MD_CTX_free(context_); }

void Digest::add(char kind, std::string_view part) {
  const auto head = kind + std::to_string(part.size()) + ':';
  EVP_DigestUpdate(context_, head.data(), head.size());
  EVP_DigestUpdate(context_, part.data(), part.size());
}

std::string Digest::hex() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_DigestFinal_ex(context_, digest.data(), &size);
  return hex_of(digest.data(), size);
}

std::string credentials_hash(std::string_view username, std::string_view password) {
  // The length keeps ("ab", "c") and ("a", "bc") apart.
  std::string joined = std::to_string(username.size()) + ':';
  joined.append(username).append(password);
  return sha256_hex(joined);
}

bool same_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace uws::base
