#pragma once
// contract.toml beside an owner's WSDL files: what he settles where names alone do not tell.
//
//   use = ["CarrierService.wsdl"]            # of several versions side by side: these
//   ignore = ["DeviceInformation.Colour"]    # nothing of the other side: known and meant
//   nest = ["ArrayOfDevice.Items"]           # a level only he has: what it holds belongs above
//   flatten = ["GetDeviceListResponse.Devices"]  # a level only we have: its members stand bare
//   [rename]
//   "MoveDeviceRequest.Account" = "AccountName"  # his type and member = our member
//   "RelocateDevice" = "MoveDevice"              # his operation = ours
//   [constant]
//   "DeviceInformation.Region" = "US"        # what answers say of a member only he has
//
// Types are his, written with or without their namespace ("{URI}Type"); the type within an element
// has the element's name.

#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "contract/model.h"

namespace uws::contract {

struct Rule {
  std::string type;    // empty: of an operation
  std::string member;  // or the operation
  std::string value;   // of rename and constant
  int line = 0;

  // Whether it is for the member `local` of that type.
  bool is_for(const Name& of, const std::string& local) const;
};

struct Rules {
  std::string file;  // path, for messages
  std::vector<std::string> use;
  std::vector<Rule> rename, ignore, constant, nest, flatten;

  // "contract.toml:12: rename "A.B""
  std::string where(const Rule& rule) const;
};

// The one of `rules` that is for the member `local` of that type; null = none.
const Rule* rule_for(const std::vector<Rule>& rules, const Name& type, const std::string& local);

// The name of a type as rules and reports have it: "LogIn" of {URI}element LogIn.
std::string display_name(const Name& type);

// Error: one line for each mistake, with file, line and key. A file that is not there has no rules.
tl::expected<Rules, std::vector<std::string>> read_rules(const std::string& path);

}  // namespace uws::contract
