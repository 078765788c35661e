#pragma once
// What a call of an operation leaves behind: what may be sent a second time, to another service,
// and what may not. Each operation's own line says it (mapping/row.h).

#include <string_view>

namespace uws::mapping {

enum class Effect {
  read,     // nothing: only asks
  session,  // opens or ends a session
  change,   // changes devices, accounts or registrations, sends messages, or makes the platform
            // call back later
};

// `operation` as "CarrierService.MoveDevice"; one that is not known may change anything.
// GetSmsMessages is a change, since what it has handed out is not handed out again, and so are the
// requests whose answer comes as a callback: their requests are orders of the account.
Effect effect_of(std::string_view operation);

}  // namespace uws::mapping
