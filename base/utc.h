#pragma once
// Moments as text.

#include <chrono>
#include <string>

namespace uws::base {

// "2026-11-30T03:45:12.345Z"; of whole seconds "2026-11-30T03:45:12Z".
std::string utc_millis(std::chrono::system_clock::time_point time);
std::string utc_seconds(std::chrono::system_clock::time_point time);

}  // namespace uws::base
