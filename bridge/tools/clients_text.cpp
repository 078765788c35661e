#include "bridge/tools/clients_text.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "base/utf8.h"
#include "bridge/tools/table_text.h"

namespace uws::tools {
namespace {

using nlohmann::json;

constexpr std::size_t kColumns = 100, kLeastAgent = 10;

// "2024-05-01" and "2024-05-01 10:00"
std::string day_of(const json& row, const char* name) {
  return time_text(row.value(name, 0LL)).substr(0, 10);
}
std::string minute_of(const json& row, const char* name) {
  auto text = time_text(row.value(name, 0LL)).substr(0, 16);
  std::ranges::replace(text, 'T', ' ');
  return text;
}

std::string tls_of(const json& client) {
  const auto tls = client.value("tls", std::string());
  return tls.empty() ? "none" : tls;
}

// What is left of a line beside `rows`.
std::size_t room_beside(const std::vector<TableRow>& rows) {
  std::size_t taken = 0;
  for (std::size_t i = 0; i < rows.front().size(); ++i) {
    std::size_t widest = 0;
    for (const auto& row : rows) widest = std::max(widest, row[i].size());
    taken += widest + 2;
  }
  return std::max(kColumns - std::min(taken, kColumns), kLeastAgent);
}

}  // namespace

void write_clients(std::ostream& out, const json& clients) {
  std::vector<TableRow> rows{
      {"address", "stack", "tls", "first seen", "last seen (UTC)", "calls", "faults"}};
  for (const auto& one : clients) {
    rows.push_back({text_of(one, "address"), text_of(one, "stack"), tls_of(one),
                    day_of(one, "first_seen"), minute_of(one, "last_seen"), text_of(one, "calls"),
                    text_of(one, "faults")});
  }
  const auto room = room_beside(rows);
  rows.front().emplace_back("user agent");
  for (std::size_t i = 1; i < rows.size(); ++i) {
    rows[i].push_back(base::shortened(text_of(clients[i - 1], "user_agent"), room));
  }
  write_table(out, rows);
}

void write_client_operations(std::ostream& out, const json& clients) {
  for (const auto& client : clients) {
    out << text_of(client, "address") << "  " << text_of(client, "stack")
        << "  TLS: " << tls_of(client) << "  user agent: " << text_of(client, "user_agent") << '\n';
    std::vector<TableRow> rows{{"  operation", "first seen", "last seen (UTC)", "calls", "faults"}};
    const auto add = [&](const std::string& name, const json& row) {
      rows.push_back({"  " + name, day_of(row, "first_seen"), minute_of(row, "last_seen"),
                      text_of(row, "calls"), text_of(row, "faults")});
    };
    for (const auto& one : client["operations"]) add(text_of(one, "operation"), one);
    add("all", client);
    write_table(out, rows);
    out << '\n';
  }
}

}  // namespace uws::tools
