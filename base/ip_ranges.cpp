#include "base/ip_ranges.h"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

namespace uws::base {
namespace {

namespace ip = boost::asio::ip;

template <class Bytes>
IpAddress from_bytes(const Bytes& bytes, bool v4) {
  IpAddress address{{}, v4};
  std::ranges::copy(bytes, address.bytes.begin());
  return address;
}

// ::ffff:10.1.2.3 as 10.1.2.3; any other address as it is.
IpAddress unmapped(const IpAddress& address) {
  const ip::address_v6 whole(address.bytes);
  if (address.v4 || !whole.is_v4_mapped()) return address;
  return from_bytes(ip::make_address_v4(ip::v4_mapped, whole).to_bytes(), true);
}

bool same_start(const IpAddress& a, const IpAddress& b, unsigned bits) {
  const auto whole = static_cast<std::ptrdiff_t>(bits / 8);
  if (!std::equal(a.bytes.begin(), a.bytes.begin() + whole, b.bytes.begin())) return false;
  if (bits % 8 == 0) return true;
  const auto at = bits / 8;
  return (a.bytes[at] ^ b.bytes[at]) >> (8 - bits % 8) == 0;
}

}  // namespace

bool IpAddress::is_unspecified() const { return *this == IpAddress{{}, v4}; }

bool IpAddress::is_loopback() const {
  if (v4) return bytes[0] == 127;
  return ip::address_v6(bytes).is_loopback();
}

std::optional<IpAddress> parse_ip(std::string_view text) {
  if (text.find('%') != std::string_view::npos) return std::nullopt;
  boost::system::error_code failure;
  const auto address = ip::make_address(text, failure);
  if (failure) return std::nullopt;
  if (address.is_v4()) return from_bytes(address.to_v4().to_bytes(), true);
  return from_bytes(address.to_v6().to_bytes(), false);
}

std::optional<IpRanges::Range> IpRanges::parse(std::string_view text) {
  const auto slash = text.find('/');
  const auto address = parse_ip(text.substr(0, slash));
  if (!address) return std::nullopt;
  const auto network = unmapped(*address);
  if (slash == std::string_view::npos) return Range{network, network.v4 ? 32U : 128U};
  boost::system::error_code failure;
  const unsigned bits = address->v4 ? ip::make_network_v4(text, failure).prefix_length()
                                    : ip::make_network_v6(text, failure).prefix_length();
  if (failure || (network.v4 && bits > 32)) return std::nullopt;
  return Range{network, bits};
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
