#pragma once
// simulator/rest_contract.json as text; the definition is written by CMake.

#include <string_view>

namespace uws::rest_contract {

extern const std::string_view kRestContractJson;

}  // namespace uws::rest_contract
