#pragma once
// uws-bridge contract check | draft: an owner's files before the gateway speaks by them.

#include <iosfwd>
#include <string>

#include "bridge/config/config.h"

namespace uws::tools {

inline constexpr int kAllSettled = 0;
inline constexpr int kOpenPoints = 1;
inline constexpr int kUnusable = 2;

// Prints the report of `directory` to `out` (with `differences`, wsdl-diff's too), or why the
// gateway would not start with it to `err`. Returns one of the codes above.
int contract_check(const std::string& directory, bool differences, std::ostream& out,
                   std::ostream& err);

// Writes a first contract.toml into `directory`; never over one that is there. Returns kAllSettled
// when it is written, else kUnusable.
int contract_draft(const std::string& directory, std::ostream& out, std::ostream& err);

// What check-config does besides: the report, and whether the gateway would start.
int check_contract_of(const config::Config& config, std::ostream& out, std::ostream& err);

}  // namespace uws::tools
