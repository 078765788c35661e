#include "bridge/store/schema.h"

#include <vector>

#include "bridge/store/lane.h"
#include "bridge/store/receiver.h"

namespace uws::store {
namespace {

std::string filled(std::string sql, const Dialect& dialect) {
  const auto fill = [&](std::string_view hole, std::string_view words) {
    const auto at = sql.find(hole);
    if (at != std::string::npos) sql.replace(at, hole.size(), words);
  };
  fill("$IDENTITY", dialect.identity);
  fill("$KEY", dialect.key);
  return sql;
}

void run_all(Connection& db, const Dialect& dialect, const std::vector<std::string>& statements) {
  for (const auto& statement : statements) db << filled(statement, dialect);
}

// Times are milliseconds since 1970, UTC.
void version_1(Connection& db, const Dialect& dialect) {
  run_all(db, dialect,
          {"CREATE TABLE registrations (id $IDENTITY,"
           " account TEXT NOT NULL, service TEXT NOT NULL, url TEXT NOT NULL,"
           " username TEXT NOT NULL, password TEXT NOT NULL, state TEXT NOT NULL,"
           " token_hash TEXT NOT NULL UNIQUE, credentials_hash TEXT NOT NULL,"
           " created_at BIGINT NOT NULL, changed_at BIGINT NOT NULL)",
           "CREATE INDEX registrations_by_pair ON registrations (account, service, state)",
           "CREATE UNIQUE INDEX registrations_one_active ON registrations (account, service)"
           " WHERE state = 'active'",
           "CREATE UNIQUE INDEX registrations_one_pending ON registrations (account, service)"
           " WHERE state = 'pending'",
           "CREATE TABLE outbox (id $IDENTITY,"
           " received_at BIGINT NOT NULL, changed_at BIGINT NOT NULL,"
           " registration BIGINT NOT NULL REFERENCES registrations (id),"
           " receiver TEXT NOT NULL, request_id TEXT NOT NULL,"
           " duplicate_key TEXT NOT NULL, body TEXT NOT NULL,"
           " body_encoding TEXT NOT NULL, state TEXT NOT NULL,"
           " sends BIGINT NOT NULL, attempts BIGINT NOT NULL,"
           " next_due BIGINT NOT NULL, last_error TEXT NOT NULL)",
           "CREATE INDEX outbox_by_receiver ON outbox (state, receiver, id)",
           "CREATE INDEX outbox_by_change ON outbox (state, changed_at)",
           "CREATE INDEX outbox_by_registration ON outbox (registration, state)",
           "CREATE INDEX outbox_by_key ON outbox (duplicate_key, received_at)"});
}

// A registration the platform has not confirmed is an intent, whether its call is under way or was
// lost, and a pair may have several. Those that version 1 gave up are intents too: the platform may
// know them after all. What waits for a service that nobody has registered is paused.
void version_2(Connection& db, const Dialect& dialect) {
  run_all(db, dialect,
          {"DROP INDEX registrations_one_pending",
           "UPDATE registrations SET state = 'intent' WHERE state IN ('pending', 'abandoned')",
           "UPDATE outbox SET state = 'paused' WHERE state = 'queued' AND registration NOT IN"
           " (SELECT id FROM registrations WHERE state = 'active')"});
}

struct Waiting {
  long long id = 0;
  std::string account, service, url, device, request_id;
};

// Lanes and receivers of what version 2 has kept. Only SQLite ever had that version.
void give_lanes(Connection& db) {
  std::vector<Waiting> found;
  Waiting one;
  db.rows(
      "SELECT o.id, r.account, r.service, o.receiver, o.request_id, COALESCE(CASE"
      " WHEN o.body_encoding = 'text' AND json_valid(o.body)"
      " THEN COALESCE(json_extract(o.body, '$.deviceIds[0].id'), '') END, '')"
      " FROM outbox o JOIN registrations r ON r.id = o.registration ORDER BY o.id",
      [&] { found.push_back(one); }, soci::into(one.id), soci::into(one.account),
      soci::into(one.service), soci::into(one.url), soci::into(one.request_id),
      soci::into(one.device));
  for (const auto& row : found) {
    const long long lane = lane_of(row.account, row.service, row.device, row.request_id);
    const std::string receiver = receiver_of(row.url);
    db.run("UPDATE outbox SET lane = :l, receiver = :u WHERE id = :id", soci::use(lane, "l"),
           soci::use(receiver, "u"), soci::use(row.id, "id"));
  }
}

// Callbacks of one device keep their order, and no others: each has a lane, and its phase says
// whether it is the first there (0), behind another (1), or being sent (2). A receiver is a scheme,
// host and port. Delivered callbacks are not kept; what recognises their duplicates is.
void version_3(Connection& db, const Dialect& dialect) {
  run_all(db, dialect,
          {"DROP INDEX outbox_by_receiver", "DROP INDEX outbox_by_change",
           "DROP INDEX outbox_by_key", "DELETE FROM outbox WHERE state = 'delivered'",
           "ALTER TABLE outbox DROP COLUMN duplicate_key",
           "ALTER TABLE outbox ADD COLUMN lane BIGINT NOT NULL DEFAULT 0",
           "ALTER TABLE outbox ADD COLUMN phase BIGINT NOT NULL DEFAULT 0",
           "ALTER TABLE registrations ADD COLUMN gone_at BIGINT NOT NULL DEFAULT 0"});
  give_lanes(db);
  run_all(db, dialect,
          {"CREATE INDEX outbox_by_lane ON outbox (lane, state, id)",
           "CREATE INDEX outbox_by_work ON outbox (state, receiver, phase, next_due, id)",
           "CREATE INDEX outbox_unreadable ON outbox (id) WHERE body_encoding = 'base64'",
           "UPDATE outbox SET phase = 1 WHERE state IN ('queued', 'paused') AND EXISTS"
           " (SELECT 1 FROM outbox o WHERE o.lane = outbox.lane AND o.id < outbox.id"
           " AND o.state IN ('queued', 'paused'))",
           "CREATE TABLE seen (callback $KEY, received_at BIGINT NOT NULL,"
           " high BIGINT NOT NULL, low BIGINT NOT NULL)",
           "CREATE UNIQUE INDEX seen_by_key ON seen (high, low)",
           "CREATE TABLE receivers (receiver TEXT PRIMARY KEY, paused BIGINT NOT NULL)"});
}

// Who calls, and what (bridge/store/clients.h). Both are numbered, so that they can be salvaged.
void version_4(Connection& db, const Dialect& dialect) {
  run_all(
      db, dialect,
      {"CREATE TABLE clients (id $IDENTITY,"
       " address TEXT NOT NULL, stack TEXT NOT NULL, user_agent TEXT NOT NULL,"
       " tls TEXT NOT NULL, calls BIGINT NOT NULL, faults BIGINT NOT NULL,"
       " first_seen BIGINT NOT NULL, last_seen BIGINT NOT NULL)",
       "CREATE UNIQUE INDEX clients_by_key ON clients (address, stack, user_agent, tls)",
       "CREATE INDEX clients_by_last_seen ON clients (last_seen)",
       "CREATE TABLE client_operations (id $IDENTITY,"
       " client BIGINT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,"
       " operation TEXT NOT NULL, calls BIGINT NOT NULL, faults BIGINT NOT NULL,"
       " first_seen BIGINT NOT NULL, last_seen BIGINT NOT NULL)",
       "CREATE UNIQUE INDEX client_operations_by_key ON client_operations (client, operation)"});
}

using Migration = void (*)(Connection&, const Dialect&);
constexpr Migration kMigrations[] = {version_1, version_2, version_3, version_4};

void apply(Connection& db, const Dialect& dialect, long long from) {
  for (auto version = from; version < schema_version(); ++version) {
    kMigrations[version](db, dialect);
  }
  const long long newest = schema_version();
  db << "DELETE FROM schema_version";
  db << "INSERT INTO schema_version (version) VALUES (:v)", soci::use(newest);
}

}  // namespace

int schema_version() { return static_cast<int>(std::size(kMigrations)); }

Outcome<bool> migrate(Database& database) {
  auto& db = *database.session;
  try {
    db << std::string(database.dialect.begin);
    db << "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL)";
    long long version = 0;
    db << "SELECT COALESCE(MAX(version), 0) FROM schema_version", soci::into(version);
    if (version > schema_version()) {
      db << "ROLLBACK";
      return tl::unexpected(
          Error{ErrorKind::unusable, "store: the schema is version " + std::to_string(version) +
                                         ", written by a newer program; this one knows version " +
                                         std::to_string(schema_version())});
    }
    if (version < schema_version()) apply(db, database.dialect, version);
    db << "COMMIT";
    return true;
  } catch (const std::exception& error) {
    return tl::unexpected(
        Error{ErrorKind::unusable, "store: cannot create the schema: " + plain_message(error)});
  }
}

}  // namespace uws::store
