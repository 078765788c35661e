#pragma once
// Which SOAP stack sent a request, by habits that its users do not change: how it names itself, how
// it calls SOAP's namespace, and how it writes headers. No part of a request is proof; what a
// client says of itself counts first.

#include <string>
#include <string_view>

#include "bridge/http/message.h"

namespace uws::census {

// Further habits, to be or-ed.
enum Mark : unsigned {
  kExpects = 1U << 0U,         // Expect: 100-continue
  kOldHttp = 1U << 1U,         // HTTP/1.0
  kActionBare = 1U << 2U,      // SOAPAction without quotation marks
  kActionCapital = 1U << 3U,   // the header is spelt Soapaction
  kOffersTrailers = 1U << 4U,  // TE
  kDebugged = 1U << 5U,        // VsDebuggerCausalityData
  kDeclared = 1U << 6U,        // the document begins with an XML declaration
  kHostLate = 1U << 7U,        // Host stands after Content-Length
};

struct Habits {
  std::string_view user_agent;  // whole, a part of the request
  // Of the document's first element, its first 15 bytes; empty also where there is none. No part of
  // the body, which goes its own way.
  std::string prefix;
  unsigned marks = 0;

  bool operator==(const Habits&) const = default;
};

// Looks at the headers and the first kilobyte of the body.
Habits habits_of(const http::Request& request);

// A short name that stays: ".NET WCF", "Axis 1.x", "PHP SoapClient". "hand-written" for a general
// HTTP library, or nothing that names a stack; "unknown" for a user agent nobody knows.
std::string_view stack_of(const Habits& habits);

}  // namespace uws::census
