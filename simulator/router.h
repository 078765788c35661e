#pragma once
// From a REST request to its handler: bearer, session, contract, routing table.

#include <string>

#include "simulator/reply.h"

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

// The handler of an operation as the contract spells it, or null.
Handler find_handler(const std::string& operation);

}  // namespace uws::simulator
