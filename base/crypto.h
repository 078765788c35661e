#pragma once
// Random secrets, and comparisons that take the same time whatever they find.

#include <cstddef>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace uws::base {

// `bytes` random bytes as lower-case hexadecimal digits. Throws std::runtime_error when the system
// has no randomness to give.
std::string random_hex(std::size_t bytes);

// SHA-256 as lower-case hexadecimal digits: 64, or those of its first `bytes`.
std::string sha256_hex(std::string_view text, std::size_t bytes = 32);

// SHA-256 of a sequence of parts, each with its kind and length.
class Digest {
 public:
  Digest();
  ~Digest();
  Digest(const Digest&) = delete;
  Digest& operator=(const Digest&) = delete;

  void add(char kind, std::string_view part);
  // 64 lower-case hexadecimal digits; ends the digest.
  std::string hex();

 private:
  ::evp_md_ctx_st* context_;
};

// What is kept of a name and a password that only ever need to be recognised.
std::string credentials_hash(std::string_view username, std::string_view password);

// Equality in time that depends on the lengths only.
bool same_secret(std::string_view a, std::string_view b);

}  // namespace uws::base
