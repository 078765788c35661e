#include "mapping/operations.h"

#include <unordered_map>
#include <vector>

// UWS_ROW(SERVICE, OPERATION, "SOAPAction"), one for each operation of wsdl/
// (operations_table.cmake).
#define UWS_ROW(SERVICE, NAME, ACTION) \
  extern "C" const uws::mapping::Translation uws_operation_##SERVICE##_##NAME;
#include "operations.inc"
#undef UWS_ROW

namespace uws::mapping {

std::span<const Operation> operations() {
  static const std::vector<Operation> rows{
#define UWS_ROW(SERVICE, NAME, ACTION) {uws_operation_##SERVICE##_##NAME, #SERVICE, #NAME, ACTION},
#include "operations.inc"
#undef UWS_ROW
  };
  return rows;
}

const Operation* find_operation(std::string_view soap_action) {
  static const auto by_action = [] {
    std::unordered_map<std::string_view, const Operation*> index;
    for (const Operation& row : operations()) index.emplace(row.soap_action, &row);
    return index;
  }();
  const auto found = by_action.find(soap_action);
  return found == by_action.end() ? nullptr : found->second;
}

}  // namespace uws::mapping
