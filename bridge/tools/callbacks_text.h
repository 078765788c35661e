#pragma once
// Callbacks as an operator reads them.

#include <iosfwd>
#include <nlohmann/json_fwd.hpp>

namespace uws::tools {

// Tables of what bridge/admin/callbacks_pages.h answers.
void write_callbacks(std::ostream& out, const nlohmann::json& callbacks);
void write_receivers(std::ostream& out, const nlohmann::json& receivers);

}  // namespace uws::tools
