#pragma once
// What the HTTP part of a SOAP 1.1 request says, as WCF reads it (wire.md: HTTP-level refusals,
// SOAPAction and headers).

#include <optional>
#include <string>
#include <string_view>

#include "bridge/door/public_address.h"
#include "bridge/http/message.h"
#include "bridge/owner/owner_contract.h"
#include "mapping/operations.h"

namespace uws::door {

struct ContentType {
  bool soap = false;    // text/xml, any case, with a charset WCF takes
  std::string charset;  // lower or upper case as sent, quotes taken off; empty = none
};
ContentType read_content_type(std::string_view value);

// URL-decoded, one pair of surrounding double quotes removed; empty when the header is missing.
std::string read_soap_action(const http::Request& request);

// By the SOAPAction of the owner's contract (null: there is none), or by the built-in one; null =
// neither knows it.
const mapping::Operation* find_operation(const std::string& action, const contract::Plan* plan);

// Where a path leads.
struct Place {
  enum class Kind { service, below_service, nowhere };
  Kind kind = Kind::nowhere;
  std::string service;      // as the contract spells it
  std::string_view theirs;  // its path as the owner's files spell it, where it is theirs
};
// Paths are /api/v2/<Service>.svc and those of the ports in the owner's files (null: there are
// none); they compare without case, as IIS did.
Place find_place(std::string_view path, const owner::OwnerContract* owners);
// Of the service, as the contract spells it: "/api/v2/CarrierService.svc"; percent escapes in it.
std::string path_of(const Place& place);

// The URL the client asked for: its public address and the target; a target in absolute form is
// itself.
std::string full_address(const http::Request& request, const AddressRules& rules);

// An answer of IIS without body and without Content-Type.
http::Response empty_answer(int status, std::string reason = {});
// A SOAP envelope as WCF hosted in IIS sends it.
http::Response soap_answer(int status, std::string envelope);

}  // namespace uws::door
