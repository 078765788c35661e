#pragma once
// A socket's address as a value.

#include <sys/socket.h>

#include <cstdint>
#include <optional>

#include "base/ip_ranges.h"

namespace uws::http {

struct Endpoint {
  base::IpAddress address;
  std::uint16_t port = 0;
};

// Nothing for null and for what is neither IPv4 nor IPv6.
std::optional<Endpoint> endpoint_of(const sockaddr* address);

}  // namespace uws::http
