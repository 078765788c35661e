#pragma once
// Reads WSDL files with the schemas and further WSDL files they import.

#include <functional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "contract/imports.h"
#include "contract/model.h"

namespace uws::contract {

struct Source {
  ReadDocument read;
  // Paths of the schemas beside a document: searched by namespace for an import without a location
  // that leads to a file (svcutil and disco save such files). Empty = none are.
  std::function<std::vector<std::string>(const std::string& path)> schemas_beside = {};
  // Schemas alone will do.
  bool without_operations = false;
};

// Reads all `paths` (WSDL, or XSD to go with them) into one contract. Error: one line that begins
// with the name of the file that is missing, no XML, neither WSDL nor schema, or incomplete.
tl::expected<Contract, std::string> read_contract(const std::vector<std::string>& paths,
                                                  const Source& source);

}  // namespace uws::contract
