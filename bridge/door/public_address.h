#pragma once
// Under which address a client reached the gateway, for the documents it is shown.

#include <string>
#include <string_view>
#include <vector>

#include "bridge/http/message.h"

namespace uws::door {

struct AddressRules {
  // "https://host", wins over everything a request says; empty = what the request says.
  std::string public_url;
  // Addresses and CIDR blocks whose X-Forwarded-Proto and X-Forwarded-Host are believed.
  std::vector<std::string> trusted_proxies;
  // "127.0.0.1:8080", for a request whose Host is missing or is no host.
  std::string own_endpoint;
};

// "https://gateway.example:8443", without a slash at the end. Of a list of forwarded values the
// first counts: the client's own.
std::string public_address(const http::Request& request, const AddressRules& rules);

// Whether `address` ("10.1.2.3", "::1") is in `block` ("10.0.0.0/8", "::1"); an IPv4 address that
// came in as IPv6 is an IPv4 address. False when either is unreadable.
bool in_block(std::string_view address, std::string_view block);

}  // namespace uws::door
