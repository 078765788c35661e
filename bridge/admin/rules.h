#pragma once
// Whom the operator's listener answers.

#include <string>
#include <vector>

namespace uws::admin {

struct AdminRules {
  std::string address = "127.0.0.1";  // listened on
  std::vector<std::string> hosts;     // further names a Host header may have; without case
  std::string token;                  // asked for as Authorization: Bearer; empty = none
  // The same pages for whoever may open this file; empty = beside the store, "off" = nowhere.
  std::string socket = {};
};

}  // namespace uws::admin
