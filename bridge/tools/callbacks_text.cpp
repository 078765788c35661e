#include "bridge/tools/callbacks_text.h"

#include <nlohmann/json.hpp>
#include <ostream>

#include "bridge/tools/table_text.h"

namespace uws::tools {

using nlohmann::json;

void write_callbacks(std::ostream& out, const json& callbacks) {
  std::vector<TableRow> rows{
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
  std::vector<TableRow> rows{{"receiver", "state", "queued", "oldest", "delivered", "refused",
                              "failed", "next probe", "error"}};
  for (const auto& one : receivers) {
    rows.push_back({text_of(one, "receiver"), text_of(one, "state"), text_of(one, "queued"),
                    time_text(one.value("oldest_queued_at", 0LL)), text_of(one, "delivered"),
                    text_of(one, "refused"), text_of(one, "failed"),
                    time_text(one.value("probe_at", 0LL)), text_of(one, "error")});
  }
  write_table(out, rows);
}

}  // namespace uws::tools
