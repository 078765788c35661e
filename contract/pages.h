#pragma once
// One service's WSDL with everything it imports as WCF publishes them: numbered, with the addresses
// of the service that shows them.

#include <string>

#include "contract/imports.h"

namespace uws::contract {

// One of the documents as published at `url` ("https://host/api/v2/CarrierService.svc"); nothing in
// it changes but import locations, soap:address and, for an https `url`, the policy WCF adds
// (wire.md: metadata). With XML declaration.
std::string page(const DocumentSet& documents, const Document& document, const std::string& url);
// The main WSDL with all schemas inside.
std::string single_wsdl_page(const DocumentSet& documents, const std::string& url);

}  // namespace uws::contract
