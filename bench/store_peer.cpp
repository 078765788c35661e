// What SQLite alone can do: inserts webhooks into the outbox of a store that a gateway has left,
// with one kept statement, in groups, each durable (WAL, synchronous=FULL). Says how many a second,
// as JSON. usage: bench-store-peer STORE.db SECONDS GROUP

#include <sqlite3.h>

#include <chrono>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

namespace {

using Clock = std::chrono::steady_clock;

struct Close {
  void operator()(sqlite3* db) const { sqlite3_close(db); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, Close>;
using Statement = std::unique_ptr<sqlite3_stmt, Close>;

void check(sqlite3* db, int code) {
  if (code != SQLITE_OK && code != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(db));
}

Database open(const char* path) {
  sqlite3* db = nullptr;
  const int code = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, nullptr);
  Database opened(db);
  check(db, code);
  return opened;
}

void run(sqlite3* db, const char* sql) {
  check(db, sqlite3_exec(db, sql, nullptr, nullptr, nullptr));
}

// The columns of a webhook as bridge/store writes them; ?1 = a key of its own, ?2 = the body.
Statement prepare_insert(sqlite3* db) {
  sqlite3_stmt* statement = nullptr;
  check(db, sqlite3_prepare_v2(
                db,
                "INSERT INTO outbox (received_at, changed_at, registration, receiver, request_id,"
                " lane, phase, body, body_encoding, state, sends, attempts, next_due, last_error)"
                " SELECT 1, 1, id, url, ?1, random(), 0, ?2, 'text', 'queued', 0, 0, 0, ''"
                " FROM registrations LIMIT 1",
                -1, &statement, nullptr));
  return Statement(statement);
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 4) throw std::runtime_error("usage: bench-store-peer STORE.db SECONDS GROUP");
  const double seconds = std::stod(argv[2]);
  const int group = std::stoi(argv[3]);
  const auto db = open(argv[1]);
  run(db.get(), "PRAGMA journal_mode = WAL");
  run(db.get(), "PRAGMA synchronous = FULL");
  run(db.get(), "PRAGMA foreign_keys = ON");
  const auto insert = prepare_insert(db.get());
  const std::string body(512, 'x');
  const auto start = Clock::now();
  long long rows = 0;
  std::chrono::duration<double> took{0};
  while (took.count() < seconds) {
    run(db.get(), "BEGIN IMMEDIATE");
    for (int i = 0; i < group; ++i, ++rows) {
      // As long as the fingerprint of a webhook.
      auto key = std::to_string(rows);
      key.insert(0, 64 - key.size(), '0');
      sqlite3_bind_text(insert.get(), 1, key.data(), static_cast<int>(key.size()),
                        SQLITE_TRANSIENT);
      sqlite3_bind_text(insert.get(), 2, body.data(), static_cast<int>(body.size()), SQLITE_STATIC);
      check(db.get(), sqlite3_step(insert.get()));
      sqlite3_reset(insert.get());
    }
    run(db.get(), "COMMIT");
    took = Clock::now() - start;
  }
  if (sqlite3_total_changes64(db.get()) < rows) throw std::runtime_error("rows are missing");
  std::cout
      << nlohmann::json{{"rate", static_cast<double>(rows) / took.count()}, {"errors", 0}}.dump()
      << std::endl;
} catch (const std::exception& error) {
  std::cerr << "bench-store-peer: " << error.what() << '\n';
  return 1;
}
