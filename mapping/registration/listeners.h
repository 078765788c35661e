#pragma once
// The platform's list of an account's callback listeners: what it holds, and whether a session may
// ask.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mapping/operation.h"

namespace uws::mapping {

// /m2m/v1/callbacks/{account}; the fault of a name that cannot stand in a path.
Result<std::string> listeners_path(const std::string& account);

// GET of that path. A bad account name ends the operation here, before anything else is asked.
template <class Output>
Next<Output> ask_listeners(const std::string& account) {
  auto path = listeners_path(account);
  if (!path) return std::move(path.error());
  return RestCall{Method::get, std::move(*path), {}};
}

struct Listener {
  std::string service;  // the platform's name
  std::string url;
};

// What was answered; nothing when that is no list.
std::optional<std::vector<Listener>> listeners(const Reply& reply);
// The URLs alone.
ShownListeners shown_urls(const Reply& reply);

// Why the caller may not go on to change a registration, if so: the platform gave no answer,
// failed, or refused the session. Any other refusal is left to the platform's answer to the change
// itself, as it is not known how it answers for an account without listeners.
std::optional<Fault> refused_session(const Reply& listed);

// What became of a call that changes a registration.
enum class Outcome {
  done,
  refused,  // it had no effect
  lost,     // no answer, or one of something between us and the platform: nobody knows
};
Outcome outcome_of(const Reply& upstream);
// REQUIRES: not done.
Fault fault_of(const Reply& upstream);

}  // namespace uws::mapping
