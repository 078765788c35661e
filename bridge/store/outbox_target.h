#pragma once
// Where a callback goes, inside a transaction of the store's thread.

#include <soci/session.h>
#include <string>

namespace uws::store {

struct Target {
  long long registration = 0;
  std::string receiver;
};

// The active registration of the same account and service as `registration`, or, when there is
// none, `registration` itself.
Target current_target(soci::session& db, long long registration);

}  // namespace uws::store
