#pragma once
// Where a callback goes.

#include <string>
#include <unordered_map>
#include <utility>

namespace uws::store {

class Connection;

struct Target {
  long long registration = 0;
  std::string account, service;
  std::string url;
  // "scheme://host:port" of the URL (bridge/store/receiver.h).
  std::string receiver;
  // State of a callback on its way there: "queued", or "paused" when nobody has registered the
  // service now or the receiver has said that it is gone. A paused one is kept and sent to nobody;
  // the next registration takes it along.
  std::string state;
};

// The targets of registrations, asked of the database once. Whoever changes a registration, or
// undoes such a change, forgets them; the store tells others who remember registrations.
class TargetCache {
 public:
  const Target* find(long long registration) const {
    const auto found = known_.find(registration);
    return found == known_.end() ? nullptr : &found->second;
  }
  const Target& keep(long long registration, Target target) {
    return known_.insert_or_assign(registration, std::move(target)).first->second;
  }
  void forget() {
    known_.clear();
    forgotten_ = true;
  }
  // Whether something was forgotten since the last time this was asked.
  bool take_news() { return std::exchange(forgotten_, false); }

 private:
  std::unordered_map<long long, Target> known_;
  bool forgotten_ = false;
};

// The active registration of the same account and service as `registration`, or, when there is
// none, `registration` itself. Valid until registrations change.
const Target& current_target(Connection& db, long long registration);

// A registration becomes the one that all callbacks of its pair go to, those that wait among them.
// It owes nothing to the failures of the one before: what waits for a retry is due, with all its
// attempts. A send under way goes on.
void move_waiting(Connection& db, long long registration);

// Pauses what is queued for an account's service.
void pause_waiting(Connection& db, const std::string& account, const std::string& service);

}  // namespace uws::store
