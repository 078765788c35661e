#include "bridge/store/lane.h"

#include <charconv>
#include <string>

#include "base/crypto.h"

namespace uws::store {
namespace {

// 64 bits of a digest from its `nth` 16 hexadecimal digits.
long long bits_of(const std::string& hex, std::size_t nth) {
  unsigned long long bits = 0;
  const char* const start = hex.data() + nth * 16;
  std::from_chars(start, start + 16, bits, 16);
  return static_cast<long long>(bits);
}

std::string digest(std::string_view account, std::string_view service, char kind,
                   std::string_view rest) {
  base::Digest digest;
  digest.add('a', account);
  digest.add('s', service);
  digest.add(kind, rest);
  return digest.hex();
}

}  // namespace

long long lane_of(std::string_view account, std::string_view service, std::string_view device,
                  std::string_view request_id) {
  const bool known = !device.empty();
  return bits_of(digest(account, service, known ? 'd' : 'r', known ? device : request_id), 0);
}

DuplicateKey duplicate_key_of(std::string_view account, std::string_view service,
                              std::string_view content) {
  const auto hex = digest(account, service, 'c', content);
  return {bits_of(hex, 0), bits_of(hex, 1)};
}

}  // namespace uws::store
