#include "bridge/store/store.h"

#include <doctest/doctest.h>
#include <soci/soci.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include "bridge/store/schema.h"
#include "tests/bridge/store/store_fixture.h"
#include "tests/support/process.h"

using namespace uws;
using uws::test::open_store;
using uws::test::settings_for;
using uws::test::TempDir;
using uws::test::wait_for;

namespace {

store::Store::Job insert_registration(int number) {
  return [number](soci::session& db) {
    const std::string hash = std::to_string(number);
    db << "INSERT INTO registrations (account, service, url, username, password, state,"
          " token_hash, credentials_hash, created_at, changed_at)"
          " VALUES ('a', 's', 'u', 'n', 'p', 'removed', :h, 'c', 0, 0)",
        soci::use(hash, "h");
  };
}

long long count(soci::session& db) {
  long long rows = 0;
  db << "SELECT COUNT(*) FROM registrations", soci::into(rows);
  return rows;
}

int mode_of(const std::string& path) {
  struct stat info {};
  REQUIRE(::stat(path.c_str(), &info) == 0);
  return info.st_mode & 0777;
}

}  // namespace

TEST_CASE("writes of many threads are all there, in their own order, after a restart") {
  constexpr int kThreads = 4;
  constexpr int kEach = 250;
  TempDir dir;
  {
    // The contexts outlive the store, as they have to.
    std::vector<std::unique_ptr<boost::asio::io_context>> contexts;
    for (int t = 0; t < kThreads; ++t) {
      contexts.push_back(std::make_unique<boost::asio::io_context>());
    }
    auto opened = open_store((dir / "s.db").string());
    std::vector<std::thread> threads;
    std::atomic<int> durable{0};
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back([&, t] {
        auto& io = *contexts[static_cast<std::size_t>(t)];
        auto write_all = [&]() -> boost::asio::awaitable<void> {
          for (int i = 0; i < kEach; ++i) {
            auto job = insert_registration(t * kEach + i);
            const auto error = co_await opened->run(std::move(job));
            if (!error) ++durable;
          }
        };
        wait_for(io, write_all());
      });
    }
    for (auto& thread : threads) thread.join();
    CHECK(durable == kThreads * kEach);
  }
  boost::asio::io_context io;
  auto again = open_store((dir / "s.db").string());
  auto work = [](soci::session& db) { return count(db); };
  CHECK(wait_for(io, again->perform(work)) == kThreads * kEach);
}

TEST_CASE("work that fails is undone alone; its neighbours in the group stay") {
  TempDir dir;
  boost::asio::io_context io;
  auto opened = open_store((dir / "s.db").string());
  std::atomic<int> good{0}, bad{0};
  std::promise<void> last;
  // Holds the store's thread until everything below is waiting, so that all of it is one group.
  std::promise<void> gate;
  opened->post([&](soci::session&) { gate.get_future().wait(); }, [](auto) {});
  for (int i = 0; i < 10; ++i) {
    // Every second one repeats a unique value after a first insert that has to go too.
    store::Store::Job job = [i](soci::session& db) {
      insert_registration(100 + i)(db);
      if (i % 2 == 1) insert_registration(100)(db);
    };
    opened->post(job, [&, i](const std::optional<store::Error>& error) {
      ++(error ? bad : good);
      if (i == 9) last.set_value();
    });
  }
  gate.set_value();
  last.get_future().wait();
  CHECK(good == 5);
  CHECK(bad == 5);
  auto work = [](soci::session& db) { return count(db); };
  CHECK(wait_for(io, opened->perform(work)) == 5);
}

TEST_CASE("an error never carries a stored value") {
  TempDir dir;
  boost::asio::io_context io;
  auto opened = open_store((dir / "s.db").string());
  auto work = [](soci::session& db) {
    const std::string secret = "hunter2-value";
    db << "INSERT INTO registrations (account) VALUES (:s)", soci::use(secret, "s");
    return true;
  };
  const auto outcome = wait_for(io, opened->perform(work));
  REQUIRE(!outcome);
  CHECK(outcome.error().kind == store::ErrorKind::failed);
  CHECK(outcome.error().message.find("hunter2") == std::string::npos);
  CHECK(outcome.error().message.find("NOT NULL") != std::string::npos);
}

TEST_CASE("more waiting work than allowed is refused at once") {
  TempDir dir;
  auto settings = settings_for((dir / "s.db").string());
  settings.max_waiting = 3;
  auto opened = store::Store::open(settings);
  REQUIRE(opened);
  std::promise<void> gate, held;
  std::atomic<int> told{0};
  (*opened)->watch([&](const std::optional<store::Error>&) { ++told; });
  (*opened)->post(
      [&](soci::session&) {
        held.set_value();
        gate.get_future().wait();
      },
      [](auto) {});
  held.get_future().wait();
  std::atomic<int> busy{0}, done{0};
  for (int i = 0; i < 5; ++i) {
    (*opened)->post(insert_registration(i), [&](std::optional<store::Error> error) {
      if (error && error->kind == store::ErrorKind::busy) ++busy;
      if (!error) ++done;
    });
  }
  CHECK(busy == 2);
  REQUIRE((*opened)->trouble());
  CHECK((*opened)->trouble()->kind == store::ErrorKind::busy);
  CHECK(told == 1);
  gate.set_value();
  opened->reset();  // finishes what waits
  CHECK(done == 3);
  CHECK(told == 2);
}

TEST_CASE("trouble lasts until something is written, and reading ends none") {
  TempDir dir;
  boost::asio::io_context io;
  auto opened = open_store((dir / "s.db").string());
  std::vector<std::string> told;
  opened->watch([&](const std::optional<store::Error>& trouble) {
    told.push_back(trouble ? trouble->message : "well");
  });
  const auto run = [&](const std::string& sql) {
    return wait_for(io, opened->run([sql](soci::session& db) { db << sql; }));
  };
  CHECK_FALSE(opened->trouble());
  CHECK(run("DELETE FROM no_such_table"));
  for (int look = 0; look < 3; ++look) {
    REQUIRE(opened->trouble());
    CHECK(opened->trouble()->message.find("no such table") != std::string::npos);
  }
  CHECK(run("DELETE FROM another_such_table"));
  CHECK_FALSE(run("SELECT version FROM schema_version"));
  CHECK_FALSE(run("UPDATE registrations SET state = 'removed'"));
  CHECK(opened->trouble());
  CHECK_FALSE(wait_for(io, opened->run(insert_registration(1))));
  CHECK_FALSE(opened->trouble());
  CHECK(told.size() == 2);
  CHECK(told.front().find("no_such_table") != std::string::npos);
  CHECK(told.back() == "well");

  // Nobody else writes: the probe does, and leaves nothing.
  CHECK(run("DELETE FROM no_such_table"));
  CHECK(opened->trouble());
  opened->probe();
  CHECK_FALSE(run("SELECT version FROM schema_version"));  // behind the probe
  CHECK_FALSE(opened->trouble());
  CHECK(told.size() == 4);
  auto rows = [](soci::session& db) {
    long long count = 0;
    db << "SELECT COUNT(*) FROM schema_version", soci::into(count);
    return count;
  };
  CHECK(wait_for(io, opened->perform(rows)) == 1);
  CHECK(run("DELETE FROM no_such_table"));
  opened->probe();  // too soon
  CHECK_FALSE(run("SELECT version FROM schema_version"));
  CHECK(opened->trouble());
}

TEST_CASE("a disk that takes nothing is trouble, in the system's words, until it takes again") {
  TempDir dir;
  boost::asio::io_context io;
  auto opened = open_store((dir / "s.db").string());
  REQUIRE_FALSE(wait_for(io, opened->run(insert_registration(1))));
  // Every write to a file fails from here on.
  auto* const before = std::signal(SIGXFSZ, SIG_IGN);
  rlimit full{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &full) == 0);
  const rlimit none{1, full.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &none) == 0);
  const auto error = wait_for(io, opened->run(insert_registration(2)));
  auto work = [](soci::session& db) { return count(db); };
  const auto rows = wait_for(io, opened->perform(work));
  opened->probe();
  wait_for(io, opened->perform(work));  // behind the probe, or undone with it
  const auto trouble = opened->trouble();
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &full) == 0);
  std::signal(SIGXFSZ, before);
  REQUIRE(error);
  CHECK(rows == 1);
  REQUIRE(trouble);
  CHECK(trouble->message.find("disk") != std::string::npos);
  CHECK_FALSE(wait_for(io, opened->run(insert_registration(2))));
  CHECK_FALSE(opened->trouble());
}

TEST_CASE("only one store may use a file, within and across processes") {
  TempDir dir;
  auto first = open_store((dir / "s.db").string());
  const auto second = store::Store::open(settings_for((dir / "s.db").string()));
  REQUIRE(!second);
  CHECK(second.error().kind == store::ErrorKind::unusable);
  CHECK(second.error().message.find("another process") != std::string::npos);

  first.reset();
  uws::test::Process other("relay_child", {(dir / "s.db").string()});
  REQUIRE(other.port_of("webhooks") > 0);
  CHECK_FALSE(store::Store::open(settings_for((dir / "s.db").string())));
  other.kill();
  REQUIRE(other.wait_exit());
  // The lock of a process that is gone (without closing anything) holds nobody up.
  CHECK(store::Store::open(settings_for((dir / "s.db").string())));
}

TEST_CASE("a store by another name is the same store") {
  TempDir dir;
  auto first = open_store((dir / "s.db").string());
  std::filesystem::create_symlink(dir / "s.db", dir / "symbolic.db");
  std::filesystem::create_hard_link(dir / "s.db", dir / "hard.db");
  std::filesystem::create_directory(dir / "elsewhere");
  std::filesystem::create_hard_link(dir / "s.db", dir / "elsewhere/s.db");
  for (const auto* name : {"symbolic.db", "hard.db", "elsewhere/s.db"}) {
    CAPTURE(name);
    const auto again = store::Store::open(settings_for((dir / name).string()));
    REQUIRE(!again);
    CHECK(again.error().message.find("another process") != std::string::npos);
  }
}

TEST_CASE("a directory that everybody can write is no place for a store") {
  TempDir dir;
  std::filesystem::create_directory(dir / "open");
  REQUIRE(::chmod((dir / "open").string().c_str(), 0777) == 0);
  const auto refused = store::Store::open(settings_for((dir / "open/s.db").string()));
  REQUIRE(!refused);
  CHECK(refused.error().message.find("can be written by everybody") != std::string::npos);
  REQUIRE(::chmod((dir / "open").string().c_str(), 01777) == 0);
  CHECK(store::Store::open(settings_for((dir / "open/s.db").string())));
}

TEST_CASE("a damaged file is trouble that nothing ends") {
  TempDir dir;
  boost::asio::io_context io;
  auto opened = open_store((dir / "s.db").string());
  for (int i = 0; i < 2'000; ++i) opened->post(insert_registration(i), [](auto) {});
  opened.reset();
  {
    std::fstream file((dir / "s.db").string(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(40 * 4'096);
    file << std::string(100 * 4'096, 'x');
  }
  opened = open_store((dir / "s.db").string());
  auto everything = [](soci::session& db) {
    std::string found;
    db << "SELECT GROUP_CONCAT(url) FROM registrations", soci::into(found);
    return found;
  };
  const auto read = wait_for(io, opened->perform(everything));
  REQUIRE(!read);
  CHECK(read.error().kind == store::ErrorKind::damaged);
  CHECK(read.error().message.find("uws-bridge store check") != std::string::npos);
  CHECK_FALSE(wait_for(io, opened->run([](soci::session& db) {
    db << "INSERT INTO receivers (receiver, paused) VALUES ('r', 0)";
  })));
  REQUIRE(opened->trouble());
  CHECK(opened->trouble()->kind == store::ErrorKind::damaged);
}

TEST_CASE("the files are their owner's alone") {
  TempDir dir;
  { std::ofstream((dir / "s.db").string()).flush(); }
  REQUIRE(::chmod((dir / "s.db").string().c_str(), 0666) == 0);
  boost::asio::io_context io;
  auto opened = open_store((dir / "s.db").string());
  REQUIRE_FALSE(wait_for(io, opened->run(insert_registration(1))));
  CHECK(mode_of((dir / "s.db").string()) == 0600);
  CHECK(mode_of((dir / "s.db-wal").string()) == 0600);
  CHECK(mode_of((dir / "s.db.lock").string()) == 0600);
}

TEST_CASE("a commit waits for the disk") {
  TempDir dir;
  boost::asio::io_context io;
  auto opened = open_store((dir / "s.db").string());
  auto work = [](soci::session& db) {
    long long synchronous = 0;
    std::string journal;
    db << "PRAGMA synchronous", soci::into(synchronous);
    db << "PRAGMA journal_mode", soci::into(journal);
    return std::to_string(synchronous) + ' ' + journal;
  };
  CHECK(wait_for(io, opened->perform(work)) == "2 wal");  // 2 = FULL
}

TEST_CASE("settings that cannot work are named") {
  TempDir dir;
  auto message = [](const store::Settings& settings) {
    const auto opened = store::Store::open(settings);
    REQUIRE(!opened);
    CHECK(opened.error().kind == store::ErrorKind::unusable);
    return opened.error().message;
  };
  CHECK(message(settings_for((dir / "no/such/s.db").string())).find("does not exist") !=
        std::string::npos);
  CHECK(message(settings_for("")).find("sqlite:PATH") != std::string::npos);
  store::Settings other;
  other.url = "oracle://somewhere";
  CHECK(message(other).find("unknown kind") != std::string::npos);
  { std::ofstream((dir / "text").string()) << std::string(5000, 'x'); }
  CHECK(message(settings_for((dir / "text").string())).find("not a database") != std::string::npos);
}

TEST_CASE("a file of a newer program is refused and left alone") {
  TempDir dir;
  boost::asio::io_context io;
  {
    auto opened = open_store((dir / "s.db").string());
    REQUIRE_FALSE(wait_for(io, opened->run([](soci::session& db) {
      db << "UPDATE schema_version SET version = 99";
    })));
  }
  const auto opened = store::Store::open(settings_for((dir / "s.db").string()));
  REQUIRE(!opened);
  CHECK(opened.error().message.find("version 99") != std::string::npos);
  const auto again = store::Store::open(settings_for((dir / "s.db").string()));
  CHECK(again.error().message.find("version 99") != std::string::npos);
}
