#include "bridge/store/database.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

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
  // SQLite gives the files beside it the same mode.
  if (::fchmod(fd, 0600) != 0) {
    return unusable("store: cannot make " + path + " private: " + reason(errno));
  }
  return held;
}

// The file itself, by whatever name it was opened, and the file beside it that older programs lock.
// SQLite's own locks are of another kind (fcntl), and end with the first descriptor of the file
// that is closed: this one is closed last.
Outcome<std::shared_ptr<void>> lock_store(const std::string& path) {
  auto file = lock_file(path);
  if (!file) return file;
  auto beside = lock_file(path + ".lock");
  if (!beside) return beside;
  return std::make_shared<std::pair<std::shared_ptr<void>, std::shared_ptr<void>>>(
      std::move(*file), std::move(*beside));
}

// Whoever may write there may put another file in the place of the store.
Outcome<bool> check_directory(const std::string& directory) {
  struct stat info {};
  if (::stat(directory.c_str(), &info) != 0 || !S_ISDIR(info.st_mode)) {
    return unusable("store: directory " + directory + " does not exist");
  }
  if ((info.st_mode & S_IWOTH) != 0 && (info.st_mode & S_ISVTX) == 0) {
    return unusable("store: directory " + directory + " can be written by everybody");
  }
  return true;
}

void settle(soci::statement& statement) {
  sqlite_api::sqlite3_reset(
      static_cast<soci::sqlite3_statement_backend*>(statement.get_backend())->stmt_);
}

// 4 MiB at most: a group of the store must not wait long for it.
void give_back(Connection& db) {
  auto* const session = static_cast<soci::sqlite3_session_backend*>(db.get_backend());
  sqlite_api::sqlite3_exec(session->conn_, "PRAGMA incremental_vacuum(1024)", nullptr, nullptr,
                           nullptr);
}

// A file of an older program is written anew for it; where there is no room for that, it stays.
void give_back_later(soci::session& db) {
  long long mode = 0;
  db << "PRAGMA auto_vacuum = INCREMENTAL";
  db << "PRAGMA auto_vacuum", soci::into(mode);
  if (mode != 0) return;
  try {
    db << "VACUUM";
  } catch (const std::exception&) {
    // It only does not shrink.
  }
}

void configure(soci::session& db, std::chrono::milliseconds busy_timeout, Opening opening) {
  db << "PRAGMA busy_timeout = " + std::to_string(busy_timeout.count());
  std::string journal;
  if (opening == Opening::to_serve) give_back_later(db);
  db << "PRAGMA journal_mode = WAL", soci::into(journal);
  if (journal != "wal") throw soci::soci_error("the file cannot be used in WAL mode");
  db << "PRAGMA synchronous = FULL";
  db << "PRAGMA foreign_keys = ON";
  db << "PRAGMA journal_size_limit = 67108864";
}

Outcome<Database> open_sqlite(const std::string& path, std::chrono::milliseconds busy_timeout,
                              Opening opening) {
  if (path.empty() || path.find('"') != std::string::npos) {
    return unusable("store: the URL needs a file path: sqlite:PATH");
  }
  const auto parent = std::filesystem::path(path).parent_path().string();
  const auto directory = parent.empty() ? std::string(".") : parent;
  if (auto well = check_directory(directory); !well) return tl::unexpected(well.error());
  Database database{
      {"BEGIN IMMEDIATE", "INTEGER PRIMARY KEY AUTOINCREMENT", "INTEGER PRIMARY KEY",
       "SELECT total_changes()",
       "SELECT (p.page_count - f.freelist_count) * s.page_size, p.page_count * s.page_size"
       " FROM pragma_page_count() p, pragma_freelist_count() f, pragma_page_size() s",
       give_back},
      directory,
      nullptr,
      nullptr};
  auto lock = lock_store(path);
  if (!lock) return tl::unexpected(lock.error());
  database.lock = std::move(*lock);
  try {
    database.session =
        std::make_unique<Connection>(*soci::factory_sqlite3(), "db=\"" + path + "\"", settle);
    configure(*database.session, busy_timeout, opening);
  } catch (const std::exception& error) {
    return unusable("store: cannot open " + path + ": " + plain_message(error));
  }
  return database;
}

}  // namespace

bool is_damage(const std::exception& error) {
  const auto* sqlite = dynamic_cast<const soci::sqlite3_soci_error*>(&error);
  if (sqlite == nullptr) return false;
  const int code = sqlite->result() & 0xFF;
  return code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
}

std::string plain_message(const std::exception& error) {
  if (const auto* soci = dynamic_cast<const soci::soci_error*>(&error)) {
    return soci->get_error_message();
  }
  return error.what();
}

Outcome<Database> open_database(const std::string& url, std::chrono::milliseconds busy_timeout,
                                Opening opening) {
  if (url.starts_with(kSqlite)) {
    return open_sqlite(url.substr(kSqlite.size()), busy_timeout, opening);
  }
  return unusable("store: unknown kind of URL; only sqlite:PATH is supported");
}

}  // namespace uws::store
