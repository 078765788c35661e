#pragma once
// Clients as an operator reads them.

#include <iosfwd>
#include <nlohmann/json_fwd.hpp>

namespace uws::tools {

// One line a client, 100 columns where its address and name allow it; dates in UTC. `clients` is
// the list bridge/admin/clients_pages.h answers.
void write_clients(std::ostream& out, const nlohmann::json& clients);
// The same with a table of its operations below each.
void write_client_operations(std::ostream& out, const nlohmann::json& clients);

}  // namespace uws::tools
