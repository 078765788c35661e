#include "contract/documents.h"

namespace uws::contract {

std::optional<std::string> contract_document(const std::string& path) {
  for (const auto& document : contract_documents()) {
    if (document.path == path) return std::string(document.text);
  }
  return std::nullopt;
}

}  // namespace uws::contract
