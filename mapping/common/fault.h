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
  // Why, for log and tools: which member, which rule. Never sent to a client, never a value of the
  // request. Empty for a fault that is the platform's own.
  std::string reason = {};

  // What a client sees of the two is the same.
  bool operator==(const Fault& other) const {
    return code_namespace == other.code_namespace && code == other.code && message == other.message;
  }
};

template <class T>
using Result = tl::expected<T, Fault>;

}  // namespace uws
