#include "bridge/http/endpoint.h"

#include <netinet/in.h>

#include <cstring>

namespace uws::http {

std::optional<Endpoint> endpoint_of(const sockaddr* address) {
  Endpoint found;
  if (address != nullptr && address->sa_family == AF_INET) {
    sockaddr_in four{};
    std::memcpy(&four, address, sizeof four);
    std::memcpy(found.address.bytes.data(), &four.sin_addr, sizeof four.sin_addr);
    found.address.v4 = true;
    found.port = ntohs(four.sin_port);
    return found;
  }
  if (address != nullptr && address->sa_family == AF_INET6) {
    sockaddr_in6 six{};
    std::memcpy(&six, address, sizeof six);
    std::memcpy(found.address.bytes.data(), &six.sin6_addr, sizeof six.sin6_addr);
    found.port = ntohs(six.sin6_port);
    return found;
  }
  return std::nullopt;
}

}  // namespace uws::http
