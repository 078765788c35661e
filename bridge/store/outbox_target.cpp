#include "bridge/store/outbox_target.h"

#include <soci/soci.h>

namespace uws::store {

Target current_target(soci::session& db, long long registration) {
  Target target;
  db << "SELECT COALESCE(active.id, mine.id), COALESCE(active.url, mine.url)"
        " FROM registrations mine LEFT JOIN registrations active"
        " ON active.account = mine.account AND active.service = mine.service"
        " AND active.state = 'active' WHERE mine.id = :r",
      soci::into(target.registration), soci::into(target.receiver), soci::use(registration, "r");
  if (!db.got_data()) throw soci::soci_error("no such registration");
  return target;
}

}  // namespace uws::store
