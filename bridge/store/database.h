#pragma once
// Everything that differs between database products, in one place. The rest of the store speaks
// the SQL they share.

#include <soci/session.h>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "bridge/store/error.h"

namespace uws::store {

// The words that are not shared.
struct Dialect {
  // Starts a transaction that will write. SOCI's own transaction is a deferred BEGIN, with which
  // two read-then-write transactions can refuse each other on SQLite.
  std::string_view begin;
  // Column definition of a self-numbering 64-bit primary key whose numbers are never reused.
  std::string_view identity;
  // Query: rows changed by this session so far.
  std::string_view rows_changed;
};

// An open database. The members are destroyed in reverse order: the session before its lock.
struct Database {
  Dialect dialect;
  // Keeps other processes away for as long as it lives.
  std::shared_ptr<void> lock;
  std::unique_ptr<soci::session> session;
};

// Opens (and creates, readable by its owner only) the database of `url`; "sqlite:PATH" is the only
// kind there is. Directories are not created. A second opening of the same file, by this or another
// process, is refused. Every commit is on the disk when it returns.
Outcome<Database> open_database(const std::string& url, std::chrono::milliseconds busy_timeout);

// What `error` says without the values SOCI adds to its context.
std::string plain_message(const std::exception& error);

}  // namespace uws::store
