#include "bridge/store/outbox_target.h"

#include <soci/soci.h>

namespace uws::store {

Target current_target(soci::session& db, long long registration) {
  Target target;
  db << "SELECT COALESCE(active.id, mine.id), COALESCE(active.url, mine.url),"
        " CASE WHEN active.id IS NULL THEN 'paused' ELSE 'queued' END"
        " FROM registrations mine LEFT JOIN registrations active"
        " ON active.account = mine.account AND active.service = mine.service"
        " AND active.state = 'active' WHERE mine.id = :r",
      soci::into(target.registration), soci::into(target.receiver), soci::into(target.state),
      soci::use(registration, "r");
  if (!db.got_data()) throw soci::soci_error("no such registration");
  return target;
}

void move_waiting(soci::session& db, long long registration) {
  std::string account, service, url;
  db << "SELECT account, service, url FROM registrations WHERE id = :id", soci::into(account),
      soci::into(service), soci::into(url), soci::use(registration, "id");
  db << "UPDATE outbox SET state = 'queued', registration = :r, receiver = :u,"
        " next_due = CASE WHEN last_error <> '' THEN 0 ELSE next_due END"
        " WHERE state IN ('queued', 'paused') AND registration IN"
        " (SELECT id FROM registrations WHERE account = :a AND service = :s)",
      soci::use(registration, "r"), soci::use(url, "u"), soci::use(account, "a"),
      soci::use(service, "s");
}

void pause_waiting(soci::session& db, const std::string& account, const std::string& service) {
  db << "UPDATE outbox SET state = 'paused' WHERE state = 'queued' AND registration IN"
        " (SELECT id FROM registrations WHERE account = :a AND service = :s)",
      soci::use(account, "a"), soci::use(service, "s");
}

}  // namespace uws::store
