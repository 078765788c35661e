#include "bridge/store/database.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <soci/error.h>
#include <soci/into.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <cerrno>
#include <filesystem>
#include <system_error>

namespace uws::store {
namespace {

constexpr std::string_view kSqlite = "sqlite:";

tl::unexpected<Error> unusable(std::string message) {
  return tl::unexpected(Error{ErrorKind::unusable, std::move(message)});
}

std::string reason(int code) { return std::generic_category().message(code); }

// An open file descriptor; closing it gives up its flock.
struct LockFile {
  explicit LockFile(int descriptor) : fd(descriptor) {}
  ~LockFile() { ::close(fd); }
  LockFile(const LockFile&) = delete;
  LockFile& operator=(const LockFile&) = delete;
  int fd;
};

Outcome<std::shared_ptr<void>> lock_file(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) return unusable("store: cannot open " + path + ": " + reason(errno));
  auto held = std::make_shared<LockFile>(fd);
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    return unusable("store: " + path +
                    " is locked: another process is using this store; only one may");
  }
  return held;
}

// Makes sure the file exists and nobody but its owner can read it; SQLite gives the files beside
// it the same mode.
Outcome<bool> own_file(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) return unusable("store: cannot open " + path + ": " + reason(errno));
  const int mode = ::fchmod(fd, 0600);
  const int code = errno;
  ::close(fd);
  if (mode != 0) return unusable("store: cannot make " + path + " private: " + reason(code));
  return true;
}

void configure(soci::session& db, std::chrono::milliseconds busy_timeout) {
  db << "PRAGMA busy_timeout = " + std::to_string(busy_timeout.count());
  std::string journal;
  db << "PRAGMA journal_mode = WAL", soci::into(journal);
  if (journal != "wal") throw soci::soci_error("the file cannot be used in WAL mode");
  db << "PRAGMA synchronous = FULL";
  db << "PRAGMA foreign_keys = ON";
  db << "PRAGMA journal_size_limit = 67108864";
}

Outcome<Database> open_sqlite(const std::string& path, std::chrono::milliseconds busy_timeout) {
  if (path.empty() || path.find('"') != std::string::npos) {
    return unusable("store: the URL needs a file path: sqlite:PATH");
  }
  const auto parent = std::filesystem::path(path).parent_path();
  std::error_code ignored;
  if (!parent.empty() && !std::filesystem::is_directory(parent, ignored)) {
    return unusable("store: directory " + parent.string() + " does not exist");
  }
  Database database{
      {"BEGIN IMMEDIATE", "INTEGER PRIMARY KEY AUTOINCREMENT", "SELECT total_changes()"},
      nullptr,
      nullptr};
  auto lock = lock_file(path + ".lock");
  if (!lock) return tl::unexpected(lock.error());
  database.lock = std::move(*lock);
  if (auto owned = own_file(path); !owned) return tl::unexpected(owned.error());
  try {
    database.session =
        std::make_unique<soci::session>(*soci::factory_sqlite3(), "db=\"" + path + "\"");
    configure(*database.session, busy_timeout);
  } catch (const std::exception& error) {
    return unusable("store: cannot open " + path + ": " + plain_message(error));
  }
  return database;
}

}  // namespace

std::string plain_message(const std::exception& error) {
  if (const auto* soci = dynamic_cast<const soci::soci_error*>(&error)) {
    return soci->get_error_message();
  }
  return error.what();
}

Outcome<Database> open_database(const std::string& url, std::chrono::milliseconds busy_timeout) {
  if (url.starts_with(kSqlite)) return open_sqlite(url.substr(kSqlite.size()), busy_timeout);
  return unusable("store: unknown kind of URL; only sqlite:PATH is supported");
}

}  // namespace uws::store
