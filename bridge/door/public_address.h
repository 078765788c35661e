#pragma once
// Under which address a client reached the gateway, for the documents it is shown.

#include <string>
#include <string_view>

#include "base/ip_ranges.h"
#include "bridge/http/message.h"

namespace uws::door {

struct AddressRules {
  // "https://host", wins over everything a request says; empty = what the request says.
  std::string public_url;
  // Addresses and CIDR blocks whose X-Forwarded-Proto, -Host and -For are believed.
  base::IpRanges trusted_proxies;
  // "127.0.0.1:8080", for a request whose Host is missing or is no host.
  std::string own_endpoint;
};

// "https://gateway.example:8443", without a slash at the end. Of a list of forwarded values the
// first counts: the client's own.
std::string public_address(const http::Request& request, const AddressRules& rules);

// The address of who sent a request, without port: the one connected from, or, when that is a
// trusted proxy, the last of X-Forwarded-For that is none. A part of the request.
std::string_view client_address(const http::Request& request, const AddressRules& rules);
// How he came: a TLS version, empty = without TLS, "proxy" = with TLS as far as a trusted proxy.
std::string_view client_tls(const http::Request& request, const AddressRules& rules);

}  // namespace uws::door
