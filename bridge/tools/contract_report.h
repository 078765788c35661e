#pragma once
// What a person reads of an owner's contract beside the built-in one.

#include <iosfwd>

#include "bridge/owner/owner_contract.h"

namespace uws::tools {

// What matched, what rules have settled, what is open with the nearest names, and what each open
// point means for clients made from his files. Lines have no more than the names they need.
void print_report(const owner::OwnerContract& contract, std::ostream& out);

// A contract.toml for what is open: suggestions as comments, the rest to be ignored.
void print_draft(const owner::OwnerContract& contract, std::ostream& out);

}  // namespace uws::tools
