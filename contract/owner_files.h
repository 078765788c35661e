#pragma once
// The WSDL and XSD files an owner has of the old service, however they were saved: a browser's,
// disco's, svcutil's, ?singleWsdl's, with dead addresses and renamed schemas.

#include <map>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "contract/imports.h"
#include "contract/model.h"
#include "contract/rules.h"

namespace uws::contract {

struct OwnerFiles {
  Contract contract;   // of all WSDL files together; without operations when there is none
  Contract callbacks;  // of the schemas no WSDL leads to: an SDK's CallbackData
  Rules rules;         // contract.toml
  // By main WSDL: its documents, with locations that lead to them, and the services of its
  // operations, as it names them.
  struct Described {
    DocumentSet documents;
    std::vector<Operation> operations;
    std::multimap<std::string, std::string> addresses;  // by service, as it names it
  };
  std::vector<Described> wsdls;
  std::vector<std::string> files;  // that were read, by name
};

// Reads `directory` with the folders in it: every .wsdl and .xsd file, and .xml and .svc files that
// hold one. Nothing outside of it is read. Errors: one line each that begins with a file; of
// several WSDL files that describe the same differently, which they are and how to choose.
tl::expected<OwnerFiles, std::vector<std::string>> read_owner_files(const std::string& directory);

}  // namespace uws::contract
