#pragma once
// One service's WSDL with everything it imports, as files, and the same documents as WCF publishes
// them: numbered, with the addresses of the service that shows them.

#include <functional>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace uws::contract {

struct Document {
  std::string path;  // relative to the folder all documents are in
  std::string text;
};

struct ServiceDocuments {
  std::string service;            // "CarrierService"
  std::vector<Document> wsdls;    // the main one, then ?wsdl=wsdl0, wsdl1, …
  std::vector<Document> schemas;  // ?xsd=xsd0, xsd1, … in order of import
};

// The text of the document at a path, nothing when there is none.
using ReadDocument = std::function<std::optional<std::string>(const std::string& path)>;

// Reads the WSDL at `main` and follows its imports. An import is looked for relative to the
// document that has it, then by its file name beside it; one that is a URL ending in "?xsd=xsd0" as
// "<Service>.xsd0.xsd" beside the WSDL, "?wsdl=wsdl0" as "<Service>.wsdl0.wsdl".
// Error: which document is missing or no XML.
tl::expected<ServiceDocuments, std::string> collect_documents(const std::string& service,
                                                              const std::string& main,
                                                              const ReadDocument& read);

// The documents as published at `url` ("https://host/api/v2/CarrierService.svc"): nothing in them
// changes but import locations, soap:address and, for an https `url`, the policy WCF adds
// (wire.md: metadata). With XML declaration.
std::string wsdl_page(const ServiceDocuments& documents, std::size_t number,
                      const std::string& url);
std::string xsd_page(const ServiceDocuments& documents, std::size_t number, const std::string& url);
// The main WSDL with all schemas inside.
std::string single_wsdl_page(const ServiceDocuments& documents, const std::string& url);

}  // namespace uws::contract
