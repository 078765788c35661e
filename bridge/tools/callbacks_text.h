#pragma once
// Callbacks as an operator reads and names them.

#include <chrono>
#include <iosfwd>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string_view>

namespace uws::tools {

// Milliseconds since 1970 of "2024-05-01T10:00:00Z", "2024-05-01", a time ago ("36h"), or that
// number itself; nothing for another text.
std::optional<long long> read_time(std::string_view text,
                                   std::chrono::system_clock::time_point now);

// Tables of what bridge/admin/callbacks_pages.h answers.
void write_callbacks(std::ostream& out, const nlohmann::json& callbacks);
void write_receivers(std::ostream& out, const nlohmann::json& receivers);

}  // namespace uws::tools
