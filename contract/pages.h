#pragma once
// One service's WSDL with everything it imports as WCF publishes them: numbered, with the addresses
// of the service that shows them.

#include <optional>
#include <string>

#include "contract/imports.h"

namespace uws::contract {

// The page of the documents published at `url` ("https://host/api/v2/CarrierService.svc") that
// `query` asks for: "wsdl" (the main document), "wsdl=wsdl0", "xsd=xsd0", "singlewsdl" (the main
// WSDL with all schemas inside). Nothing in a document changes but import locations, soap:address
// and, for an https `url`, the policy WCF adds (wire.md: metadata). With XML declaration.
std::optional<std::string> page(const DocumentSet& documents, const std::string& query,
                                const std::string& url);

// A WCF service publishes of a shared namespace only the types that its own contract reaches: takes
// out of schemas that lie outside the folder of the main WSDL (common.xsd) the types, with their
// global elements, that no schema of the service's own refers to, directly or through others.
// WCF's own types (the Serialization namespace) stay as they are: that text is fixed. wsimport
// stumbles over types of common.xsd that most services do not use.
void keep_used_types(DocumentSet& documents);

}  // namespace uws::contract
