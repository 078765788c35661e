#include "bridge/tools/table_text.h"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <ostream>

#include "base/utc.h"

namespace uws::tools {

using nlohmann::json;

std::string time_text(long long millis) {
  const std::chrono::system_clock::time_point time{std::chrono::milliseconds(millis)};
  return millis == 0 ? "-" : base::utc_seconds(time);
}

std::string text_of(const json& row, const char* name) {
  const auto found = row.find(name);
  if (found == row.end()) return "-";
  if (found->is_string())
    return found->get<std::string>().empty() ? "-" : found->get<std::string>();
  return found->dump();
}

void write_table(std::ostream& out, const std::vector<TableRow>& rows) {
  std::vector<std::size_t> widths(rows.front().size());
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      const bool last = i + 1 == row.size();
      out << row[i] << (last ? "\n" : std::string(widths[i] - row[i].size() + 2, ' '));
    }
  }
}

}  // namespace uws::tools
