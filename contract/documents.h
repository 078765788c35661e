#pragma once
// The documents of wsdl/ as they were when the program was built (cmake/embed_contract.cmake).

#include <span>
#include <string_view>

namespace uws::contract {

struct ContractDocument {
  std::string_view path;  // below wsdl/: "CarrierService/CarrierService.wsdl"
  std::string_view text;
};

std::span<const ContractDocument> contract_documents();

}  // namespace uws::contract
