#include "bridge/tools/callbacks_text.h"

#include <algorithm>
#include <charconv>
#include <ctime>
#include <nlohmann/json.hpp>
#include <ostream>
#include <string>
#include <vector>

#include "base/utc.h"
#include "bridge/config/config_keys.h"

namespace uws::tools {
namespace {

using nlohmann::json;
using Row = std::vector<std::string>;

// "-" for 0.
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

void write_table(std::ostream& out, const std::vector<Row>& rows) {
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

}  // namespace

std::optional<long long> read_time(std::string_view text,
                                   std::chrono::system_clock::time_point now) {
  using std::chrono::milliseconds;
  if (const auto ago = config::parse_lasting(text)) {
    return std::chrono::duration_cast<milliseconds>(now.time_since_epoch() - *ago).count();
  }
  long long number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size()) return number;
  const std::string copy(text);
  for (const char* form : {"%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d"}) {
    std::tm parts{};
    const char* const rest = ::strptime(copy.c_str(), form, &parts);
    if (rest != nullptr && *rest == '\0') return ::timegm(&parts) * 1'000LL;
  }
  return std::nullopt;
}

void write_callbacks(std::ostream& out, const json& callbacks) {
  std::vector<Row> rows{
      {"id", "status", "received", "account", "service", "url", "request id", "sends", "error"}};
  for (const auto& one : callbacks) {
    rows.push_back({text_of(one, "id"), text_of(one, "status"),
                    time_text(one.value("received_at", 0LL)), text_of(one, "account"),
                    text_of(one, "service"), text_of(one, "url"), text_of(one, "request_id"),
                    text_of(one, "sends"), text_of(one, "error")});
  }
  write_table(out, rows);
}

void write_receivers(std::ostream& out, const json& receivers) {
  std::vector<Row> rows{{"receiver", "state", "queued", "oldest", "delivered", "refused", "failed",
                         "next probe", "error"}};
  for (const auto& one : receivers) {
    rows.push_back({text_of(one, "receiver"), text_of(one, "state"), text_of(one, "queued"),
                    time_text(one.value("oldest_queued_at", 0LL)), text_of(one, "delivered"),
                    text_of(one, "refused"), text_of(one, "failed"),
                    time_text(one.value("probe_at", 0LL)), text_of(one, "error")});
  }
  write_table(out, rows);
}

}  // namespace uws::tools
