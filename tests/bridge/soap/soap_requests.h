#pragma once
// Requests for the gate's tests, put together from their parts. Prefixes: s = SOAP envelope,
// v = message namespace, i = XML Schema instance; a request's own data contract namespace is the
// default namespace of Input's content, Common's is c.

#include <string>
#include <string_view>

#include "bridge/soap/gate.h"

namespace uws::test {

inline constexpr std::string_view kSoapNamespace = "http://schemas.xmlsoap.org/soap/envelope/";
inline constexpr std::string_view kV2 = "http://nphase.com/unifiedwebservice/v2";

// "http://schemas.datacontract.org/.../Contract.<name>"
std::string contract_namespace(std::string_view name);

// An envelope around what stands in Header and Body; an empty header is left out.
std::string envelope(std::string_view body, std::string_view header = {});

// <v:Operation><v:Input> around members of `service`'s namespace, in an envelope.
std::string request(std::string_view operation, std::string_view service, std::string_view members);
// The same for MoveDevice, with the AccountName it must have.
std::string move_device(std::string_view members);

// The gate's report, and the tokens it left as XML without prefixes, a namespace declared where it
// changes; empty when it left none.
struct Gated : soap::GateReport {
  std::string document;
};

// The gate's word on a UTF-8 request for `operation`; strict = WCF's own reading.
Gated gate(std::string_view document, std::string_view operation = "MoveDevice",
           bool strict = false);

}  // namespace uws::test
