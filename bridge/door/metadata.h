#pragma once
// What GET shows at a service's address: help page, WSDL, XSD, discovery document, as WCF did
// (wire.md: metadata). Clients that fetch the WSDL when they start break without it.

#include <functional>
#include <optional>
#include <string>

#include "bridge/door/public_address.h"
#include "bridge/http/message.h"
#include "bridge/ops/events.h"
#include "bridge/owner/owner_contract.h"

namespace uws::door {

struct MetadataSettings {
  AddressRules address;
  // A folder with "<Service>.wsdl" (or "<Service>/<Service>.wsdl") and its schemas, published
  // instead of the documents of the program; a service it has no usable documents for keeps those.
  std::string directory;
  // Whose documents go before all others; null = nobody's. Outlives the pages.
  const owner::LiveContract* owner = nullptr;
};

// Answers a GET whose path is "/api/v2/<Service>.svc", compared without case; nothing for another
// path. ?wsdl, ?wsdl=wsdl0 (the same where none is imported), ?xsd=xsd0, ?singleWsdl and ?disco
// compare without case, whatever else the query has; any other query shows the help page, and one
// over 2,048 characters with its question mark is refused with 414. Reads all documents at once,
// here; the function itself reads no file and may be called from any thread. `events` hears of
// documents in `directory` that cannot be used.
using MetadataPages = std::function<std::optional<http::Response>(const http::Request&)>;
MetadataPages metadata_pages(MetadataSettings settings, ops::Events& events = ops::no_events());

}  // namespace uws::door
