#pragma once
// THE table: every operation of the contract, one row each, in the order of the services in wsdl/.

#include <span>

#include "mapping/operation.h"

namespace uws::mapping {

// All rows; lives for the whole process.
std::span<const Operation> operations();

// The row whose SOAPAction is exactly `soap_action` (case-sensitive, WCF compares ordinally), or
// null. `soap_action` comes unquoted.
const Operation* find_operation(std::string_view soap_action);

}  // namespace uws::mapping
