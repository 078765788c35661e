#pragma once
// Everything that differs between database products, in one place. The rest of the store speaks
// the SQL they share.

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "bridge/store/connection.h"
#include "bridge/store/error.h"

namespace uws::store {

// The words that are not shared.
struct Dialect {
  // Starts a transaction that will write. SOCI's own transaction is a deferred BEGIN, with which
  // two read-then-write transactions can refuse each other on SQLite.
  std::string_view begin;
  // Column definition of a self-numbering 64-bit primary key whose numbers are never reused.
  std::string_view identity;
  // The same of a key that is given.
  std::string_view key;
  // Query: rows changed by this session so far.
  std::string_view rows_changed;
  // Query: bytes in use, bytes of the file. Inside a transaction it knows its changes.
  std::string_view bytes;
  // Gives some of what is not in use back to the file system, inside a transaction.
  void (*give_back)(Connection&);
};

// An open database. The members are destroyed in reverse order: the session before its lock.
struct Database {
  Dialect dialect;
  std::string directory;
  // Keeps other processes away for as long as it lives.
  std::shared_ptr<void> lock;
  std::unique_ptr<Connection> session;
};

// Opens (and creates, readable by its owner only) the database of `url`; "sqlite:PATH" is the only
// kind there is. Directories are not created. A second opening of the same file, by this or another
// process, is refused. Every commit is on the disk when it returns. One that is only looked at is
// not made smaller: it may be damaged.
enum class Opening { to_serve, to_look_at };
Outcome<Database> open_database(const std::string& url, std::chrono::milliseconds busy_timeout,
                                Opening opening = Opening::to_serve);

// Whether `error` says that the file is damaged.
bool is_damage(const std::exception& error);

// What `error` says without the values SOCI adds to its context.
std::string plain_message(const std::exception& error);

}  // namespace uws::store
