#pragma once
// The faults of the UWS service itself: code, namespace and the documented words.

#include <string_view>

#include "mapping/common/fault.h"

namespace uws::mapping {

// Namespace of the service's fault codes; gives them the prefix `a`.
inline constexpr const char* kFaultNamespace = "http://nphase.com/unifiedwebservice/v2";

inline constexpr const char* kUnexpectedError = "REQUEST_FAILED.UnexpectedError";
inline constexpr const char* kRequestUndefined = "INPUT_INVALID.RequestUndefined";
inline constexpr const char* kInvalidCharacter = "INPUT_INVALID.Request.InvalidCharacter";

// The fault "<service_prefix>.<code>" with the default message of `code` (errors table of the
// contract); a code the table does not know gets the message of UnexpectedError.
Fault uws_fault(std::string_view code, std::string_view service_prefix = "UnifiedWebService");

// The same with words of its own.
Fault uws_fault_saying(std::string_view code, std::string_view message,
                       std::string_view service_prefix = "UnifiedWebService");

// The documented message of a code without its service prefix, or empty.
std::string_view known_message(std::string_view code);

}  // namespace uws::mapping
