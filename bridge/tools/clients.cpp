#include "bridge/tools/clients.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <memory>
#include <ostream>

#include "base/text.h"
#include "bridge/tools/admin_command.h"
#include "bridge/tools/clients_text.h"

namespace uws::tools {
namespace {

using nlohmann::json;

constexpr const char* kPage = "1000";

// What the command line says.
struct ClientsOptions : AdminOptions {
  std::string since, silent;
  std::map<std::string, std::string> filter;  // as the page takes it
  bool operations = false;
};

// The filter as a query.
tl::expected<std::string, int> query_of(const ClientsOptions& options,
                                        const AdminCommand& command) {
  auto filter = options.filter;
  filter["limit"] = kPage;
  const std::tuple<const char*, const char*, std::string> times[] = {
      {"since", "since", options.since}, {"silent", "until", options.silent}};
  for (const auto& [option, name, text] : times) {
    if (text.empty()) continue;
    const auto time = command.time_of(option, text);
    if (!time) return tl::unexpected(time.error());
    filter[name] = std::to_string(*time);
  }
  std::string query;
  for (const auto& [name, value] : filter) {
    if (!value.empty()) query += name + '=' + base::percent_encoded(value) + '&';
  }
  return query;
}

// Every page, the client seen last first.
AdminPage all_clients(const AdminCommand& command, const std::string& query) {
  json whole{{"clients", json::array()}, {"behind", false}};
  for (long long after = 0;;) {
    auto page = command.ask("GET", "/clients?" + query + "after=" + std::to_string(after));
    if (page.failed != kExitOk) return page;
    for (auto& one : page.body["clients"]) whole["clients"].push_back(std::move(one));
    if (page.body.value("behind", false)) whole["behind"] = true;
    if (page.body["next"].is_null()) break;
    after = page.body["next"].get<long long>();
  }
  auto& clients = whole["clients"].get_ref<json::array_t&>();
  std::ranges::stable_sort(clients, std::greater(),
                           [](const json& one) { return one.value("last_seen", 0LL); });
  return {kExitOk, std::move(whole)};
}

int run(const ClientsOptions& options, std::ostream& out, std::ostream& err) {
  const AdminCommand command("clients", options, err);
  const auto query = query_of(options, command);
  if (!query) return query.error();
  const auto found = all_clients(command, *query);
  if (found.failed != kExitOk) return found.failed;
  const auto& clients = found.body["clients"];
  if (options.json) {
    out << found.body.dump(2) << '\n';
  } else if (clients.empty()) {
    out << "no clients\n";
  } else {
    (options.operations ? write_client_operations : write_clients)(out, clients);
  }
  if (found.body["behind"].get<bool>()) {
    err << "uws-bridge clients: the store does not take what was seen last\n";
  }
  return kExitOk;
}

}  // namespace

std::function<int()> declare_clients(CLI::App& command, std::ostream& out, std::ostream& err) {
  const auto options = std::make_shared<ClientsOptions>();
  auto& filter = options->filter;
  declare_place(command, *options);
  command.add_option("--since", options->since,
                     "Seen since: 30d (ago), 2024-05-01 or 2024-05-01T10:00:00Z");
  command.add_option("--silent", options->silent, "Not seen since: the same");
  command.add_option("--stack", filter["stack"], "SOAP stack, as the list has it");
  command.add_option("--operation", filter["operation"], "MoveDevice, or with its service");
  command.add_option("--address", filter["address"], "Address of the client");
  command.add_flag("--operations", options->operations, "What each of them calls, and how often");
  return [options, &out, &err] { return run(*options, out, err); };
}

}  // namespace uws::tools
