#include "bridge/ops/log_writer.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "bridge/ops/log.h"
#include "tests/support/temp_dir.h"

using uws::ops::LogCounters;
using uws::ops::LogWriter;
using uws::test::TempDir;

namespace {

std::string content(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

template <class Condition>
bool eventually(Condition condition) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

// A named pipe whose reader takes nothing until it is asked to.
struct Pipe {
  explicit Pipe(const TempDir& dir) : path((dir.path() / "pipe").string()) {
    REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
    reader = ::open(path.c_str(), O_RDONLY | O_NONBLOCK);
    REQUIRE(reader >= 0);
  }
  ~Pipe() { ::close(reader); }
  std::string read_all() const {
    std::string all;
    char piece[65536];
    for (ssize_t got = 0; (got = ::read(reader, piece, sizeof piece)) > 0;) {
      all.append(piece, static_cast<std::size_t>(got));
    }
    return all;
  }

  std::string path;
  int reader = -1;
};

}  // namespace

TEST_CASE("lines of several threads arrive whole, each thread's in order, before the writer ends") {
  const TempDir dir;
  const auto file = dir.path() / "log";
  constexpr int kThreads = 4, kLines = 5'000;
  LogCounters counters;
  {
    LogWriter writer(file.string(), counters);
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back([&writer, t] {
        for (int i = 0; i < kLines; ++i) {
          writer.put(std::to_string(t) + ' ' + std::to_string(i), i % 100 == 0);
        }
      });
    }
    for (auto& thread : threads) thread.join();
  }
  std::istringstream lines(content(file));
  std::vector<int> next(kThreads);
  int thread = 0, number = 0, count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    std::istringstream(line) >> thread >> number;
    REQUIRE(number == next.at(static_cast<std::size_t>(thread))++);
  }
  CHECK(count == kThreads * kLines);
  CHECK(counters.dropped == 0);
}

TEST_CASE("a line is written without another one to push it") {
  const TempDir dir;
  const auto file = dir.path() / "log";
  LogCounters counters;
  LogWriter writer(file.string(), counters);
  for (const bool soon : {false, true}) {
    const auto before = content(file);
    writer.put("one", soon);
    CHECK(eventually([&] { return content(file) == before + "one\n"; }));
  }
}

TEST_CASE("a file that was moved away gets what came before, a new one the rest") {
  const TempDir dir;
  const auto file = dir.path() / "log", moved = dir.path() / "log.1";
  LogCounters counters;
  LogWriter writer(file.string(), counters);
  writer.put("old", false);
  std::filesystem::rename(file, moved);
  writer.reopen();
  REQUIRE(eventually([&] { return std::filesystem::exists(file); }));
  writer.put("new", false);
  CHECK(eventually([&] { return content(file) == "new\n"; }));
  CHECK(content(moved) == "old\n");
}

TEST_CASE("a file that cannot be opened again leaves the old one, which says so") {
  const TempDir dir;
  const auto folder = dir.path() / "logs";
  std::filesystem::create_directory(folder);
  LogCounters counters;
  LogWriter writer((folder / "log").string(), counters);
  const auto moved = dir.path() / "moved";
  std::filesystem::rename(folder, moved);
  writer.reopen();
  CHECK(eventually(
      [&] { return content(moved / "log").find("cannot be opened") != std::string::npos; }));
  writer.put("goes on", false);
  CHECK(eventually([&] { return content(moved / "log").ends_with("\ngoes on\n"); }));
}

TEST_CASE("a file that cannot be opened at all is an error at start") {
  LogCounters counters;
  CHECK_THROWS_AS(LogWriter("/nonexistent/log", counters), std::system_error);
}

TEST_CASE("a reader that stands still costs lines, which are counted, and nobody's time") {
  const TempDir dir;
  const Pipe pipe(dir);
  constexpr std::size_t kCapacity = 100'000;
  const std::string line(999, 'x');
  constexpr std::uint64_t kLines = 2'000;
  LogCounters counters;
  {
    LogWriter writer(pipe.path, counters, kCapacity);
    for (std::uint64_t i = 0; i < kLines; ++i) writer.put(line, false);
    CHECK(counters.dropped > 0);
    std::string all;
    REQUIRE(eventually([&] {
      all += pipe.read_all();
      return all.size() + counters.dropped * (line.size() + 1) == kLines * (line.size() + 1);
    }));
    CHECK(all.find("xx\nxx") != std::string::npos);
    writer.put("after", true);
    CHECK(eventually([&] { return pipe.read_all() == "after\n"; }));
  }
}

TEST_CASE("the end does not wait for a reader that stands still") {
  const TempDir dir;
  const Pipe pipe(dir);
  LogCounters counters;
  {
    LogWriter writer(pipe.path, counters);
    for (int i = 0; i < 1'000; ++i) writer.put(std::string(999, 'x'), false);
  }
  const auto all = pipe.read_all();
  CHECK(counters.dropped > 0);
  CHECK(all.size() / 1'000 + counters.dropped == 1'000);
}

TEST_CASE("a disk that takes nothing costs lines, which are counted") {
  LogCounters counters;
  LogWriter writer("/dev/full", counters);
  writer.put("a", true);
  writer.put("b", true);
  CHECK(eventually([&] { return counters.dropped == 2; }));
}

TEST_CASE("a logger with a file writes there, and again after it was opened anew") {
  const TempDir dir;
  const auto file = dir.path() / "log";
  LogCounters counters;
  uws::ops::Logger log(uws::ops::LogFormat::text, uws::ops::LogLevel::info, file.string(),
                       counters);
  log.protect("hush-hush");
  log.info("one", {{"a", "hush-hush"}});
  CHECK(eventually([&] { return content(file).ends_with(" info one a=(hidden)\n"); }));
  std::filesystem::remove(file);
  log.reopen();
  log.info("two");
  CHECK(eventually([&] { return std::filesystem::exists(file); }));
  CHECK(counters.dropped == 0);
}
