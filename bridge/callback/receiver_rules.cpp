#include "bridge/callback/receiver_rules.h"

#include <ifaddrs.h>

#include <algorithm>
#include <charconv>
#include <memory>

#include "base/url.h"
#include "bridge/http/endpoint.h"

namespace uws::callback {
namespace {

constexpr std::size_t kLongestUrl = 2'048;
constexpr unsigned kHighestPort = 65'535;
constexpr const char* kPlatformPorts[] = {"80", "443", "9001-9006", "28200-28220", "50551-50559"};

std::optional<unsigned> read_port(std::string_view text) {
  unsigned port = 0;
  const auto* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, port);
  if (error != std::errc() || rest != end || port == 0 || port > kHighestPort) return std::nullopt;
  return port;
}

bool is_of_this_machine(const base::IpAddress& address) {
  if (base::IpRanges({"127.0.0.0/8", "::1"}).contains(address)) return true;
  ifaddrs* list = nullptr;
  // Whether it is one cannot be known then.
  if (getifaddrs(&list) != 0) return true;
  const std::unique_ptr<ifaddrs, decltype(&freeifaddrs)> owner(list, &freeifaddrs);
  for (const auto* one = list; one != nullptr; one = one->ifa_next) {
    const auto own = http::endpoint_of(one->ifa_addr);
    if (own && base::IpRanges({base::to_text(own->address)}).contains(address)) return true;
  }
  return false;
}

// Port of "host:8080"; nothing = what is there is none.
std::optional<unsigned> port_of(std::string_view authority, std::string_view scheme) {
  const auto host_end = authority.starts_with('[') ? authority.find(']') : 0;
  if (host_end == std::string_view::npos) return std::nullopt;
  const auto colon = authority.find(':', host_end);
  const bool none = colon == std::string_view::npos || colon + 1 == authority.size();
  if (none) return scheme == "https" ? 443 : 80;
  return read_port(authority.substr(colon + 1));
}

}  // namespace

std::optional<ReceiverRules::Ports> ReceiverRules::parse(std::string_view text) {
  const auto dash = text.find('-');
  const auto first = read_port(text.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : read_port(text.substr(dash + 1));
  if (!first || !last || *first > *last) return std::nullopt;
  return Ports{*first, *last};
}

bool is_port_range(std::string_view text) { return ReceiverRules::parse(text).has_value(); }

ReceiverRules::ReceiverRules(const ReceiverSettings& settings) : allowed_(settings.allow_cidrs) {
  const auto add = [this](std::string_view text) {
    if (const auto ports = parse(text)) ports_.push_back(*ports);
  };
  for (const auto* text : kPlatformPorts) add(text);
  for (const auto& text : settings.allow_ports) add(text);
}

void ReceiverRules::never_call(const base::IpAddress& address, std::uint16_t port) {
  own_.push_back({address, port});
}

std::optional<std::string> ReceiverRules::refusal(std::string_view url) const {
  if (url.size() > kLongestUrl) return "Url must have at most 2,048 characters";
  const bool blank =
      std::ranges::any_of(url, [](unsigned char c) { return c <= ' ' || c == 0x7F; });
  if (blank) return "Url must not hold blanks or control characters";
  const auto [scheme, authority, rest] = base::split_url(url);
  if (scheme != "http" && scheme != "https") return "Url must begin with http:// or https://";
  if (authority.find('@') != std::string_view::npos) return "Url must not name a user";
  const auto host = base::host_of(authority);
  if (host.empty()) return "Url must name a host";
  const auto port = port_of(authority, scheme);
  if (!port) return "Url must have a port between 1 and 65535";
  const auto address = base::parse_ip(host);
  if (address) return refusal(*address, static_cast<std::uint16_t>(*port));
  if (authority.starts_with('[')) return "Url must name a host";
  return port_refusal(*port);
}

std::optional<std::string> ReceiverRules::port_refusal(unsigned port) const {
  const bool allowed = std::ranges::any_of(
      ports_, [&](const Ports& ports) { return ports.first <= port && port <= ports.last; });
  if (allowed) return std::nullopt;
  return "port " + std::to_string(port) + " of Url is not one that callbacks may go to";
}

std::optional<std::string> ReceiverRules::refusal(const base::IpAddress& address,
                                                  std::uint16_t port) const {
  if (auto refused = port_refusal(port)) return refused;
  const auto place = base::place_of(address);
  if (place == base::IpPlace::nowhere ||
      (place == base::IpPlace::inside && !allowed_.contains(address))) {
    return "the address of Url is not one that callbacks may go to";
  }
  const bool own = std::ranges::any_of(own_, [&](const Listener& listener) {
    if (listener.port != port) return false;
    if (!listener.address.is_unspecified()) {
      return base::IpRanges({base::to_text(listener.address)}).contains(address);
    }
    return is_of_this_machine(address);
  });
  if (own) return "Url is this gateway itself";
  return std::nullopt;
}

}  // namespace uws::callback
