#pragma once
// Where the old service published a service, below its host (contract facts: URL).

#include <string>
#include <string_view>

namespace uws::contract {

inline constexpr std::string_view kServiceRoot = "/api/v2/";
inline constexpr std::string_view kServiceSuffix = ".svc";

// "CarrierService" -> "/api/v2/CarrierService.svc"
inline std::string service_path(std::string_view service) {
  return std::string(kServiceRoot).append(service).append(kServiceSuffix);
}

}  // namespace uws::contract
