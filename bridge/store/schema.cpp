#include "bridge/store/schema.h"

#include <soci/into.h>
#include <soci/soci.h>
#include <soci/use.h>
#include <vector>

namespace uws::store {
namespace {

using Statements = std::vector<std::string>;

std::string with_identity(std::string sql, const Dialect& dialect) {
  constexpr std::string_view kHole = "$IDENTITY";
  return sql.replace(sql.find(kHole), kHole.size(), dialect.identity);
}

// Times are milliseconds since 1970, UTC.
Statements version_1(const Dialect& dialect) {
  return {
      with_identity("CREATE TABLE registrations (id $IDENTITY,"
                    " account TEXT NOT NULL, service TEXT NOT NULL, url TEXT NOT NULL,"
                    " username TEXT NOT NULL, password TEXT NOT NULL, state TEXT NOT NULL,"
                    " token_hash TEXT NOT NULL UNIQUE, credentials_hash TEXT NOT NULL,"
                    " created_at BIGINT NOT NULL, changed_at BIGINT NOT NULL)",
                    dialect),
      "CREATE INDEX registrations_by_pair ON registrations (account, service, state)",
      "CREATE UNIQUE INDEX registrations_one_active ON registrations (account, service)"
      " WHERE state = 'active'",
      "CREATE UNIQUE INDEX registrations_one_pending ON registrations (account, service)"
      " WHERE state = 'pending'",
      with_identity("CREATE TABLE outbox (id $IDENTITY,"
                    " received_at BIGINT NOT NULL, changed_at BIGINT NOT NULL,"
                    " registration BIGINT NOT NULL REFERENCES registrations (id),"
                    " receiver TEXT NOT NULL, request_id TEXT NOT NULL,"
                    " duplicate_key TEXT NOT NULL, body TEXT NOT NULL,"
                    " body_encoding TEXT NOT NULL, state TEXT NOT NULL,"
                    " sends BIGINT NOT NULL, attempts BIGINT NOT NULL,"
                    " next_due BIGINT NOT NULL, last_error TEXT NOT NULL)",
                    dialect),
      "CREATE INDEX outbox_by_receiver ON outbox (state, receiver, id)",
      "CREATE INDEX outbox_by_change ON outbox (state, changed_at)",
      "CREATE INDEX outbox_by_registration ON outbox (registration, state)",
      "CREATE INDEX outbox_by_key ON outbox (duplicate_key, received_at)",
  };
}

// A registration the platform has not confirmed is an intent, whether its call is under way or was
// lost, and a pair may have several. Those that version 1 gave up are intents too: the platform may
// know them after all. What waits for a service that nobody has registered is paused.
Statements version_2(const Dialect&) {
  return {
      "DROP INDEX registrations_one_pending",
      "UPDATE registrations SET state = 'intent' WHERE state IN ('pending', 'abandoned')",
      "UPDATE outbox SET state = 'paused' WHERE state = 'queued' AND registration NOT IN"
      " (SELECT id FROM registrations WHERE state = 'active')",
  };
}

using Migration = Statements (*)(const Dialect&);
constexpr Migration kMigrations[] = {version_1, version_2};

void apply(soci::session& db, const Dialect& dialect, long long from) {
  for (auto version = from; version < schema_version(); ++version) {
    for (const auto& statement : kMigrations[version](dialect)) db << statement;
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
