#pragma once
// Where a callback goes, inside a transaction of the store's thread.

#include <soci/session.h>
#include <string>

namespace uws::store {

struct Target {
  long long registration = 0;
  std::string receiver;
  // State of a callback on its way there: "queued", or "paused" when the service is registered by
  // nobody now. A paused one is kept and sent to nobody; the next registration takes it along.
  std::string state;
};

// The active registration of the same account and service as `registration`, or, when there is
// none, `registration` itself.
Target current_target(soci::session& db, long long registration);

// A registration becomes the one that all callbacks of its pair go to, those that wait among them.
// It owes nothing to the failures of the one before: what waits for a retry (it has an error) is
// due. A send under way (it has none) keeps its lease.
void move_waiting(soci::session& db, long long registration);

// Pauses what is queued for an account's service.
void pause_waiting(soci::session& db, const std::string& account, const std::string& service);

}  // namespace uws::store
