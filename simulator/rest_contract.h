#pragma once
// The REST side's rules as data: which calls exist, what their bodies may hold. The data is
// simulator/rest_contract.json (its head explains the notation), compiled in. Everything here is
// pure and may be called from any thread.

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace uws::rest_contract {

struct Match {
  // The operation as the contract spells it: "PUT /m2m/v1/devices/actions/move".
  std::string operation;
  // Values of the path's {parameters}, percent-decoded.
  std::map<std::string, std::string> parameters;
  // Whether the contract wants a JSON body / an url-encoded body.
  bool wants_json = false;
  bool wants_form = false;
  // The service whose listener gets the result later; empty when the answer holds it.
  std::string callback_service;
};

// Finds the operation for `method` and `path` (without query, below the base URL; alternate
// spellings of the sources are known). Empty `operation` = there is none.
Match match(std::string_view method, std::string_view path);

// Every operation of the contract.
std::vector<std::string> operations();

// What is wrong with a request; empty = nothing. `target` is path and query below the base URL,
// `body` as sent. One line per finding, no values of the request in it:
//   "no such operation: PUT /m2m/v1/x", "unknown member: devices[].imie",
//   "missing member: accountName", "wrong type: devices (array expected)".
std::vector<std::string> check_request(std::string_view method, std::string_view target,
                                       std::string_view body);

// The same for the body of a successful answer to that request.
std::vector<std::string> check_response(std::string_view method, std::string_view target,
                                        std::string_view body);

// Every member an operation's request may hold, each once, in the contract's order: of the JSON
// body as "devices[].deviceIds[].id" (of alternative bodies all), of the query as "query next".
// Empty for an operation the contract does not have.
std::vector<std::string> request_members(const std::string& operation);

// The parameters of a query or an url-encoded body, decoded, in order.
std::vector<std::pair<std::string, std::string>> parse_query(std::string_view query);

}  // namespace uws::rest_contract
