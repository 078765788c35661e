#include "bridge/store/salvage.h"

#include <filesystem>
#include <optional>

#include "bridge/store/database.h"
#include "bridge/store/schema.h"

namespace uws::store {
namespace {

constexpr std::chrono::seconds kPatience{5};
// So many rows in a row that are not there, and the end is reached when nothing says where it is.
constexpr long long kMostMissing = 200'000;

using Failure = tl::unexpected<std::string>;

tl::expected<Database, std::string> open_existing(const std::string& file) {
  if (!std::filesystem::exists(file)) return Failure(file + ": there is no such file");
  auto database = open_database("sqlite:" + file, kPatience, Opening::to_look_at);
  if (!database) return Failure(database.error().message);
  return std::move(*database);
}

struct Row {
  std::vector<std::string> values;
};

// A row by its number, values as text; nothing when it is not there. Throws when it is damaged.
std::optional<Row> read_row(Connection& db, const std::string& sql, std::size_t columns,
                            long long id) {
  Row row;
  row.values.resize(columns);
  soci::statement statement(db);
  statement.alloc();
  for (auto& value : row.values) statement.exchange(soci::into(value));
  statement.exchange(soci::use(id));
  statement.prepare(sql);
  statement.define_and_bind();
  if (!statement.execute(true)) return std::nullopt;
  return row;
}

struct Table {
  std::string name;
  std::vector<std::string> columns;

  std::string list() const {
    std::string all;
    for (const auto& column : columns) all += (all.empty() ? "" : ", ") + column;
    return all;
  }
  std::string select() const {
    std::string all;
    for (const auto& column : columns) {
      all += (all.empty() ? "" : ", ") + ("CAST(" + column + " AS TEXT)");
    }
    return "SELECT " + all + " FROM " + name + " WHERE id = :id";
  }
  std::string insert() const {
    std::string holes;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      holes += (i == 0 ? ":v" : ", :v") + std::to_string(i);
    }
    return "INSERT INTO " + name + " (" + list() + ") VALUES (" + holes + ")";
  }
};

const Table kRegistrations{
    "registrations",
    {"id", "account", "service", "url", "username", "password", "state", "token_hash",
     "credentials_hash", "created_at", "changed_at", "gone_at"}};
const Table kOutbox{
    "outbox",
    {"id", "received_at", "changed_at", "registration", "receiver", "request_id", "lane", "phase",
     "body", "body_encoding", "state", "sends", "attempts", "next_due", "last_error"}};

const Table kClients{
    "clients",
    {"id", "address", "stack", "user_agent", "tls", "calls", "faults", "first_seen", "last_seen"}};
const Table kClientOperations{
    "client_operations",
    {"id", "client", "operation", "calls", "faults", "first_seen", "last_seen"}};

void write_row(Connection& db, const Table& table, const Row& row) {
  soci::statement statement(db);
  statement.alloc();
  for (std::size_t i = 0; i < row.values.size(); ++i) {
    statement.exchange(soci::use(row.values[i], "v" + std::to_string(i)));
  }
  statement.prepare(table.insert());
  statement.define_and_bind();
  statement.execute(true);
}

// The highest number a table ever gave; 0 = nothing says so any more.
long long last_number(Connection& db, const Table& table) {
  long long last = 0;
  try {
    db << "SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = :n", soci::into(last),
        soci::use(table.name);
  } catch (const std::exception&) {
    last = 0;
  }
  return last;
}

// Numbers of the rows copied, and of those that could not be.
struct Copied {
  long long rows = 0, unreadable = 0;
};

Copied copy(Connection& from, Connection& into, const Table& table) {
  Copied copied;
  const auto last = last_number(from, table);
  const auto sql = table.select();
  long long missing = 0;
  for (long long id = 1; last == 0 ? missing < kMostMissing : id <= last; ++id) {
    ++missing;
    try {
      const auto row = read_row(from, sql, table.columns.size(), id);
      if (!row) continue;
      write_row(into, table, *row);
      ++copied.rows;
      missing = 0;
    } catch (const std::exception&) {
      ++copied.unreadable;
    }
  }
  return copied;
}

// A file of an older program has none.
bool has_clients(Connection& db) {
  try {
    long long found = 0;
    db << "SELECT COUNT(*) FROM sqlite_master WHERE name = 'client_operations'", soci::into(found);
    return found == 1;
  } catch (const std::exception&) {
    return false;
  }
}

// Lanes have their first again, whatever was lost.
void order_lanes(Connection& db) {
  db << "UPDATE outbox SET phase = CASE WHEN state IN ('queued', 'paused') AND EXISTS"
        " (SELECT 1 FROM outbox o WHERE o.lane = outbox.lane AND o.id < outbox.id"
        " AND o.state IN ('queued', 'paused')) THEN 1 ELSE 0 END";
}

void count(Connection& db, StoreReport& report) {
  db << "SELECT COUNT(*) FROM registrations WHERE state <> 'intent'",
      soci::into(report.registrations);
  db << "SELECT COUNT(*) FROM outbox WHERE state = 'queued'", soci::into(report.queued);
  db << "SELECT COUNT(*) FROM outbox WHERE state = 'paused'", soci::into(report.paused);
  db << "SELECT COUNT(*) FROM outbox WHERE state = 'dead'", soci::into(report.dead);
}

}  // namespace

tl::expected<StoreReport, std::string> check_store(const std::string& file) {
  auto database = open_existing(file);
  if (!database) return Failure(database.error());
  auto& db = *database->session;
  StoreReport report;
  try {
    std::string line;
    db.rows(
        "PRAGMA integrity_check(100)", [&] { report.damage.push_back(line); }, soci::into(line));
    if (report.damage == std::vector<std::string>{"ok"}) report.damage.clear();
    count(db, report);
  } catch (const std::exception& error) {
    report.damage.push_back(plain_message(error));
  }
  return report;
}

tl::expected<Salvaged, std::string> salvage_store(const std::string& file,
                                                  const std::string& into) {
  if (std::filesystem::exists(into)) return Failure(into + ": there is such a file already");
  auto from = open_existing(file);
  if (!from) return Failure(from.error());
  auto made = open_database("sqlite:" + into, kPatience);
  if (!made) return Failure(made.error().message);
  if (auto ready = migrate(*made); !ready) return Failure(ready.error().message);
  auto& db = *made->session;
  try {
    db << "PRAGMA foreign_keys = OFF";
    db << "BEGIN";
    const auto registrations = copy(*from->session, db, kRegistrations);
    const auto callbacks = copy(*from->session, db, kOutbox);
    Copied clients, operations;
    if (has_clients(*from->session)) {
      clients = copy(*from->session, db, kClients);
      operations = copy(*from->session, db, kClientOperations);
      db << "DELETE FROM client_operations WHERE client NOT IN (SELECT id FROM clients)";
    }
    order_lanes(db);
    db << "COMMIT";
    return Salvaged{registrations.rows, callbacks.rows, clients.rows,
                    registrations.unreadable + callbacks.unreadable + clients.unreadable +
                        operations.unreadable};
  } catch (const std::exception& error) {
    return Failure(plain_message(error));
  }
}

}  // namespace uws::store
