#include "bridge/store/target.h"

#include "bridge/store/connection.h"
#include "bridge/store/receiver.h"

namespace uws::store {
namespace {

Target read_target(Connection& db, long long registration) {
  Target target;
  const bool found = db.run(
      "SELECT COALESCE(active.id, mine.id), mine.account, mine.service,"
      " COALESCE(active.url, mine.url),"
      " CASE WHEN active.id IS NULL OR active.gone_at <> 0 THEN 'paused' ELSE 'queued' END"
      " FROM registrations mine LEFT JOIN registrations active"
      " ON active.account = mine.account AND active.service = mine.service"
      " AND active.state = 'active' WHERE mine.id = :r",
      soci::into(target.registration), soci::into(target.account), soci::into(target.service),
      soci::into(target.url), soci::into(target.state), soci::use(registration, "r"));
  if (!found) throw soci::soci_error("no such registration");
  target.receiver = receiver_of(target.url);
  return target;
}

}  // namespace

const Target& current_target(Connection& db, long long registration) {
  if (const auto* known = db.targets.find(registration)) return *known;
  return db.targets.keep(registration, read_target(db, registration));
}

void move_waiting(Connection& db, long long registration) {
  db.targets.forget();
  const auto target = read_target(db, registration);
  db.change(
      "UPDATE outbox SET state = :st, registration = :r, receiver = :u,"
      " attempts = CASE WHEN last_error <> '' THEN 0 ELSE attempts END,"
      " next_due = CASE WHEN last_error <> '' THEN 0 ELSE next_due END"
      " WHERE state IN ('queued', 'paused') AND registration IN"
      " (SELECT id FROM registrations WHERE account = :a AND service = :s)",
      soci::use(target.state, "st"), soci::use(target.registration, "r"),
      soci::use(target.receiver, "u"), soci::use(target.account, "a"),
      soci::use(target.service, "s"));
}

void pause_waiting(Connection& db, const std::string& account, const std::string& service) {
  db.targets.forget();
  db.change(
      "UPDATE outbox SET state = 'paused' WHERE state = 'queued' AND registration IN"
      " (SELECT id FROM registrations WHERE account = :a AND service = :s)",
      soci::use(account, "a"), soci::use(service, "s"));
}

}  // namespace uws::store
