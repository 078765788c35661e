#pragma once
// From a REST request to its handler: bearer, session, contract, routing table.

#include <string>

#include "simulator/routes.h"

namespace uws::simulator {

struct RestRequest {
  std::string method;
  std::string target;  // path and query below the base URL: "/m2m/v1/groups/x?next=5"
  const std::string* authorization = nullptr;  // header values, null = absent
  const std::string* session_token = nullptr;
  std::string body;
};

// Answers a request. A path outside the API gets status 404 and a null body.
Reply answer(World& world, const RestRequest& request);

// The route of an operation as the contract spells it, or null.
const Route* find_route(std::string_view operation);

}  // namespace uws::simulator
