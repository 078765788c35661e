#pragma once
// Under which address a client reached the gateway, for the documents it is shown.

#include <string>

#include "base/ip_ranges.h"
#include "bridge/http/message.h"

namespace uws::door {

struct AddressRules {
  // "https://host", wins over everything a request says; empty = what the request says.
  std::string public_url;
  // Addresses and CIDR blocks whose X-Forwarded-Proto and X-Forwarded-Host are believed.
  base::IpRanges trusted_proxies;
  // "127.0.0.1:8080", for a request whose Host is missing or is no host.
  std::string own_endpoint;
};

// "https://gateway.example:8443", without a slash at the end. Of a list of forwarded values the
// first counts: the client's own.
std::string public_address(const http::Request& request, const AddressRules& rules);

}  // namespace uws::door
