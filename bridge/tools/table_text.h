#pragma once
// Tables on a terminal, of rows as JSON has them.

#include <iosfwd>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace uws::tools {

using TableRow = std::vector<std::string>;

// Columns as wide as what is in them, two blanks between; all rows have the cells of the first.
void write_table(std::ostream& out, const std::vector<TableRow>& rows);

// "2024-05-01T10:00:00Z"; "-" for 0.
std::string time_text(long long millis);
// A text or a number; "-" for one that is empty or not there.
std::string text_of(const nlohmann::json& row, const char* name);

}  // namespace uws::tools
