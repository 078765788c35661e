#pragma once
// The documents of wsdl/ as they were when the program was built (cmake/embed_contract.cmake).

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace uws::contract {

struct ContractDocument {
  std::string_view path;  // below wsdl/: "CarrierService/CarrierService.wsdl"
  std::string_view text;
};

std::span<const ContractDocument> contract_documents();

// The text at a path, as contract/imports.h reads it.
std::optional<std::string> contract_document(const std::string& path);

}  // namespace uws::contract
