#pragma once
// Where each field's values went to, or came from, seen in the recorded exchanges.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/mapping/coverage/leaves.h"

namespace uws::coverage {

// SOAP field path -> the place on the other side that its values were found in. Of several, the one
// most alike in name, then the one that agrees in most recordings. Values that occur everywhere
// (flags, small numbers) count only where the names are alike.
using Traces = std::map<std::string, std::string>;

// Input fields, to REST calls ("accountName", "query x", "path …/groups/{}", "store…").
Traces trace_input(const std::vector<Exchange>& exchanges);

// Output fields, from replies of REST and the store, else "echo of Input/…".
Traces trace_output(const std::vector<Exchange>& exchanges);

// Members of successful REST replies whose value never stands in the answer of the same exchange,
// and that are not recorded as unknown.
std::set<std::string> silent_members(const std::vector<Exchange>& exchanges);

}  // namespace uws::coverage
