#pragma once
// Addresses of the network, and the ranges a configuration names.

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace uws::base {

// An IPv4 or IPv6 address without a zone.
struct IpAddress {
  // In network order; the first four of IPv4.
  std::array<unsigned char, 16> bytes{};
  bool v4 = false;

  bool operator==(const IpAddress&) const = default;
  // 0.0.0.0 and ::
  bool is_unspecified() const;
  // Whether it is reached from this machine only.
  bool is_loopback() const;
};

// Who may be found at an address, by the registries of special-purpose addresses (RFC 6890).
enum class IpPlace {
  everywhere,  // of the internet
  inside,      // loopback, private and shared networks, and ranges set aside for tests and papers
  nowhere,     // link-local, multicast, broadcast, unspecified, and where clouds serve metadata
};
// What an IPv6 address embeds (mapped, NAT64, 6to4) decides.
IpPlace place_of(const IpAddress& address);

// "10.1.2.3", "2001:db8::1"
std::string to_text(const IpAddress& address);

// "10.1.2.3" or "::1"; nothing for anything else.
std::optional<IpAddress> parse_ip(std::string_view text);

// Whether `text` is an address or a block ("10.0.0.0/8") that IpRanges takes.
bool is_ip_range(std::string_view text);

class IpRanges {
 public:
  IpRanges() = default;
  // Reads every text once; one that is no range holds no address.
  explicit IpRanges(const std::vector<std::string>& texts);

  // An IPv4 address that came in as IPv6 (::ffff:10.1.2.3) is an IPv4 address. False for a text
  // that is no address.
  bool contains(std::string_view address) const;
  bool contains(const IpAddress& address) const;
  bool empty() const { return ranges_.empty(); }

 private:
  struct Range {
    IpAddress network;
    unsigned bits = 0;  // how many leading ones of `network` count
  };
  static std::optional<Range> parse(std::string_view text);
  friend bool is_ip_range(std::string_view text);

  std::vector<Range> ranges_;
};

}  // namespace uws::base
