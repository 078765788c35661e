#pragma once
// What the REST clients of all threads have in common.

#include <memory>

#include "bridge/rest/bearer.h"
#include "bridge/rest/breaker.h"
#include "bridge/rest/login_guard.h"
#include "bridge/store/turns.h"

namespace uws::rest {

// Thread-safe. Every io_context of a Client must outlive it, and so must what it is made of.
struct Shared {
  Shared(const Settings& settings, RestCounters& counters, ops::Events& events)
      : bearer(std::make_shared<Bearer>(settings, counters, events)),
        breaker(settings.breaker_failures),
        logins(settings.login_memory) {}

  const std::shared_ptr<Bearer> bearer;
  Breaker breaker;
  LoginGuard logins;
  store::Turns login_turns;  // one for each user
};

}  // namespace uws::rest
