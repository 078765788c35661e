#include "bridge/door/public_address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <optional>

#include "base/text.h"

namespace uws::door {
namespace {

struct Bits {
  std::array<unsigned char, 16> bytes{};
  unsigned count = 0;  // 32 or 128
};

std::optional<Bits> read_address(std::string_view text) {
  constexpr std::string_view kMapped = "::ffff:";
  if (text.starts_with(kMapped) && text.find('.') != std::string_view::npos) {
    text.remove_prefix(kMapped.size());
  }
  const std::string address(text);
  Bits bits;
  if (inet_pton(AF_INET, address.c_str(), bits.bytes.data()) == 1) {
    bits.count = 32;
  } else if (inet_pton(AF_INET6, address.c_str(), bits.bytes.data()) == 1) {
    bits.count = 128;
  } else {
    return std::nullopt;
  }
  return bits;
}

// "127.0.0.1:40312" and "[::1]:40312" without their port.
std::string_view host_of(std::string_view peer) {
  if (peer.starts_with('[')) return peer.substr(1, peer.find(']') - 1);
  return peer.substr(0, peer.rfind(':'));
}

std::string_view first_of(std::string_view list) {
  return base::trimmed(list.substr(0, list.find(',')));
}

// Names, addresses and ports only: what it says ends up in documents.
bool is_host(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return std::isalnum(c) || c == '.' || c == '-' || c == '_' || c == ':' || c == '[' || c == ']';
  });
}

std::string header(const http::Request& request, std::string_view name) {
  const std::string* value = request.headers.find(name);
  return value ? std::string(first_of(*value)) : "";
}

}  // namespace

bool in_block(std::string_view address, std::string_view block) {
  const auto slash = block.find('/');
  const auto wanted = read_address(block.substr(0, slash));
  const auto given = read_address(address);
  if (!wanted || !given || wanted->count != given->count) return false;
  unsigned bits = wanted->count;
  if (slash != std::string_view::npos) {
    const std::string_view text = block.substr(slash + 1);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bits);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    if (!whole || bits > wanted->count) return false;
  }
  for (unsigned i = 0; i < bits; ++i) {
    const int differing = wanted->bytes[i / 8] ^ given->bytes[i / 8];
    if (differing & (0x80 >> (i % 8))) return false;
  }
  return true;
}

std::string public_address(const http::Request& request, const AddressRules& rules) {
  if (!rules.public_url.empty()) {
    return rules.public_url.substr(0, rules.public_url.find_last_not_of('/') + 1);
  }
  std::string scheme = request.tls ? "https" : "http";
  std::string host = header(request, "Host");
  const bool believed =
      std::any_of(rules.trusted_proxies.begin(), rules.trusted_proxies.end(),
                  [&](const std::string& block) { return in_block(host_of(request.peer), block); });
  if (believed) {
    const auto proto = base::lower(header(request, "X-Forwarded-Proto"));
    if (proto == "http" || proto == "https") scheme = proto;
    if (const auto forwarded = header(request, "X-Forwarded-Host"); is_host(forwarded)) {
      host = forwarded;
    }
  }
  if (!is_host(host)) host = rules.own_endpoint;
  return scheme + "://" + host;
}

}  // namespace uws::door
