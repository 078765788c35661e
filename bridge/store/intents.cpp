#include "bridge/store/intents.h"

#include <algorithm>

#include "base/crypto.h"
#include "bridge/store/clock.h"
#include "bridge/store/connection.h"
#include "bridge/store/target.h"

namespace uws::store {
namespace {

// No call of ours is under way for so long.
constexpr Millis kMayBeUnderWay = 10 * 60 * 1'000;
// The platform sends a callback four times, five minutes apart.
constexpr Millis kMayStillBeSent = 24LL * 3'600 * 1'000;

// A row something was received through stays.
const std::string kForget =
    "DELETE FROM registrations WHERE state = 'intent'"
    " AND NOT EXISTS (SELECT 1 FROM outbox WHERE registration = registrations.id)";

void set_state(Connection& db, long long id, const std::string& state) {
  db.targets.forget();
  const Millis now = now_ms();
  db << "UPDATE registrations SET state = :st, changed_at = :t WHERE id = :id",
      soci::use(state, "st"), soci::use(now, "t"), soci::use(id, "id");
}

struct Row {
  long long id = 0;
  std::string token_hash;
  Millis created_at = 0;
};

std::vector<Row> intents_of(Connection& db, const std::string& account) {
  std::vector<Row> found;
  Row row;
  soci::statement rows = (db.prepare << "SELECT id, token_hash, created_at FROM registrations"
                                        " WHERE account = :a AND state = 'intent' ORDER BY id",
                          soci::into(row.id), soci::into(row.token_hash),
                          soci::into(row.created_at), soci::use(account, "a"));
  rows.execute();
  while (rows.fetch()) found.push_back(row);
  return found;
}

}  // namespace

long long add_intent(Connection& db, const Intent& intent) {
  const auto& r = intent.registration;
  const Millis now = now_ms();
  long long id = 0;
  db << "INSERT INTO registrations (account, service, url, username, password, state,"
        " token_hash, credentials_hash, created_at, changed_at)"
        " VALUES (:a, :s, :u, :n, :p, 'intent', :t, :c, :t1, :t2) RETURNING id",
      soci::into(id), soci::use(r.account, "a"), soci::use(r.service, "s"), soci::use(r.url, "u"),
      soci::use(r.username, "n"), soci::use(r.password, "p"), soci::use(intent.token_hash, "t"),
      soci::use(intent.credentials_hash, "c"), soci::use(now, "t1"), soci::use(now, "t2");
  return id;
}

bool confirm(Connection& db, long long id) {
  std::string account, service, state;
  db << "SELECT account, service, state FROM registrations WHERE id = :id", soci::into(account),
      soci::into(service), soci::into(state), soci::use(id, "id");
  if (!db.got_data() || state == "removed") return false;
  if (state != "intent") return true;
  long long newest = 0, active = 0;
  db << "SELECT COALESCE(MAX(id), 0),"
        " COALESCE(MAX(CASE WHEN state = 'active' THEN id ELSE 0 END), 0) FROM registrations"
        " WHERE account = :a AND service = :s AND state <> 'intent'",
      soci::into(newest), soci::into(active), soci::use(account, "a"), soci::use(service, "s");
  if (newest > id) {
    set_state(db, id, "superseded");
    return true;
  }
  if (active != 0) set_state(db, active, "superseded");
  set_state(db, id, "active");
  move_waiting(db, id);
  return true;
}

void drop_intent(Connection& db, long long id) {
  db.targets.forget();
  db << kForget + " AND id = :id", soci::use(id, "id");
}

void settle_intents(Connection& db, const std::string& account,
                    const mapping::ShownListeners& shown) {
  if (!shown) return;
  std::vector<std::string> hashes;
  for (const auto& url : *shown) hashes.push_back(base::sha256_hex(url.substr(url.rfind('/') + 1)));
  const Millis young = now_ms() - kMayBeUnderWay;
  for (const auto& intent : intents_of(db, account)) {
    if (std::find(hashes.begin(), hashes.end(), intent.token_hash) != hashes.end()) {
      confirm(db, intent.id);
    } else if (intent.created_at < young) {
      drop_intent(db, intent.id);
    }
  }
}

void forget_overtaken(Connection& db, const std::string& account, const std::string& service) {
  db.targets.forget();
  const Millis before = now_ms() - kMayStillBeSent;
  db << kForget +
            " AND account = :a AND service = :s AND created_at < :t AND id <"
            " (SELECT COALESCE(MAX(later.id), 0) FROM registrations later WHERE later.account = :b"
            " AND later.service = :v AND later.state <> 'intent')",
      soci::use(account, "a"), soci::use(service, "s"), soci::use(before, "t"),
      soci::use(account, "b"), soci::use(service, "v");
}

}  // namespace uws::store
