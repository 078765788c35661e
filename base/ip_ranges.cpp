#include "base/ip_ranges.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace uws::base {
namespace {

constexpr unsigned kBits4 = 32, kBits6 = 128;
// How ::ffff:0:0/96 begins, the IPv4 addresses within IPv6.
constexpr std::array<unsigned char, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

// ::ffff:10.1.2.3 as 10.1.2.3; any other address as it is.
IpAddress unmapped(const IpAddress& address) {
  if (address.v4 || !std::ranges::equal(kMapped, std::span(address.bytes).first(kMapped.size()))) {
    return address;
  }
  IpAddress inner{{}, true};
  std::ranges::copy(std::span(address.bytes).subspan(kMapped.size()), inner.bytes.begin());
  return inner;
}

bool same_start(const IpAddress& a, const IpAddress& b, unsigned bits) {
  const auto whole = static_cast<std::ptrdiff_t>(bits / 8);
  if (!std::equal(a.bytes.begin(), a.bytes.begin() + whole, b.bytes.begin())) return false;
  if (bits % 8 == 0) return true;
  const auto at = bits / 8;
  return (a.bytes[at] ^ b.bytes[at]) >> (8 - bits % 8) == 0;
}

std::optional<unsigned> read_bits(std::string_view text, unsigned most) {
  unsigned bits = 0;
  const auto* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, bits);
  if (read.ec != std::errc() || read.ptr != end || bits > most) return std::nullopt;
  return bits;
}

}  // namespace

bool IpAddress::is_unspecified() const { return *this == IpAddress{{}, v4}; }

bool IpAddress::is_loopback() const {
  if (v4) return bytes[0] == 127;
  IpAddress one{{}, false};
  one.bytes.back() = 1;
  return *this == one;
}

std::optional<IpAddress> parse_ip(std::string_view text) {
  if (text.find('\0') != std::string_view::npos) return std::nullopt;
  const std::string ended(text);
  IpAddress address;
  address.v4 = ::inet_pton(AF_INET, ended.c_str(), address.bytes.data()) == 1;
  if (address.v4 || ::inet_pton(AF_INET6, ended.c_str(), address.bytes.data()) == 1) return address;
  return std::nullopt;
}

std::optional<IpRanges::Range> IpRanges::parse(std::string_view text) {
  const auto slash = text.find('/');
  const auto address = parse_ip(text.substr(0, slash));
  if (!address) return std::nullopt;
  const auto network = unmapped(*address);
  if (slash == std::string_view::npos) return Range{network, network.v4 ? kBits4 : kBits6};
  const auto bits = read_bits(text.substr(slash + 1), network.v4 ? kBits4 : kBits6);
  if (!bits) return std::nullopt;
  return Range{network, *bits};
}

bool is_ip_range(std::string_view text) { return IpRanges::parse(text).has_value(); }

IpRanges::IpRanges(const std::vector<std::string>& texts) {
  for (const auto& text : texts) {
    if (const auto range = parse(text)) ranges_.push_back(*range);
  }
}

bool IpRanges::contains(std::string_view address) const {
  const auto read = parse_ip(address);
  if (!read) return false;
  const auto asked = unmapped(*read);
  return std::ranges::any_of(ranges_, [&](const Range& range) {
    return range.network.v4 == asked.v4 && same_start(range.network, asked, range.bits);
  });
}

}  // namespace uws::base
