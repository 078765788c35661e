#pragma once
// A SOAP fault as a value. Every room that cannot go on returns one; nothing throws it.

#include <string>
#include <tl/expected.hpp>

namespace uws {

// One fault. It becomes HTTP 500 with a SOAP 1.1 Fault body (bridge/soap/envelope_out.h).
struct Fault {
  // Namespace of the faultcode. Written as `a:` with xmlns:a on faultcode; empty means SOAP's own
  // namespace, written as `s:` (WCF: MessageFault.WriteTo11).
  std::string code_namespace;
  // Local part of the faultcode, e.g. "UnifiedWebService.REQUEST_FAILED.SessionToken.Expired".
  std::string code;
  // Text of faultstring, UTF-8, unescaped.
  std::string message;

  bool operator==(const Fault&) const = default;
};

template <class T>
using Result = tl::expected<T, Fault>;

}  // namespace uws
