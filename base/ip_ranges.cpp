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

// The IPv4 address within one of IPv6: mapped, of NAT64 (64:ff9b::/96) or of 6to4 (2002::/16).
std::optional<IpAddress> embedded(const IpAddress& address) {
  constexpr std::array<unsigned char, 12> kNat64 = {0, 0x64, 0xFF, 0x9B};
  constexpr std::array<unsigned char, 2> kSixToFour = {0x20, 0x02};
  const auto behind = [&](std::span<const unsigned char> start) -> std::optional<IpAddress> {
    if (address.v4 || !std::ranges::equal(start, std::span(address.bytes).first(start.size()))) {
      return std::nullopt;
    }
    IpAddress inner{{}, true};
    std::ranges::copy(std::span(address.bytes).subspan(start.size(), 4), inner.bytes.begin());
    return inner;
  };
  for (const auto start :
       {std::span<const unsigned char>(kMapped), std::span<const unsigned char>(kNat64),
        std::span<const unsigned char>(kSixToFour)}) {
    if (const auto inner = behind(start)) return inner;
  }
  return std::nullopt;
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

IpPlace place_of(const IpAddress& address) {
  static const IpRanges nowhere({"0.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "255.255.255.255",
                                 "100.100.100.200", "168.63.129.16", "::", "fe80::/10", "ff00::/8",
                                 "fd00:ec2::254"});
  static const IpRanges inside({"10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12",
                                "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
                                "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
                                "::/96", "100::/64", "2001::/23", "2001:db8::/32", "fc00::/7",
                                "fec0::/10"});
  if (const auto inner = embedded(address)) return place_of(*inner);
  if (nowhere.contains(address)) return IpPlace::nowhere;
  return inside.contains(address) ? IpPlace::inside : IpPlace::everywhere;
}

std::string to_text(const IpAddress& address) {
  char text[INET6_ADDRSTRLEN] = {};
  ::inet_ntop(address.v4 ? AF_INET : AF_INET6, address.bytes.data(), text, sizeof text);
  return text;
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
  return read && contains(*read);
}

bool IpRanges::contains(const IpAddress& address) const {
  const auto asked = unmapped(address);
  return std::ranges::any_of(ranges_, [&](const Range& range) {
    return range.network.v4 == asked.v4 && same_start(range.network, asked, range.bits);
  });
}

}  // namespace uws::base
