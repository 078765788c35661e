#include "bridge/recording/recorder.h"

#include <doctest/doctest.h>

#include <sys/resource.h>

#include <csignal>
#include <filesystem>

#include "bridge/recording/files.h"
#include "bridge/recording/har_file.h"
#include "tests/support/temp_dir.h"

namespace {

using namespace uws::recording;
namespace fs = std::filesystem;

Recorded exchange(std::size_t bytes = 100) {
  Recorded recorded;
  recorded.operation = "SessionService.LogIn";
  recorded.url = "http://gateway/api/v2/SessionService.svc";
  recorded.request = "<Password>s3cr3t-word</Password>" + std::string(bytes, ' ');
  recorded.status = 200;
  recorded.response = "<ok/>";
  return recorded;
}

std::size_t bytes_in(const fs::path& folder) {
  std::size_t bytes = 0;
  for (const auto& entry : fs::directory_iterator(folder)) bytes += entry.file_size();
  return bytes;
}

TEST_CASE("exchanges are written scrubbed, and the files are their owner's alone") {
  const uws::test::TempDir folder;
  RecorderCounters counters;
  {
    Recorder recorder({.directory = folder / "rec"}, counters);
    for (int i = 0; i < 3; ++i) recorder.put(exchange());
  }
  CHECK(counters.written == 3);
  const auto all = read_recordings(folder / "rec");
  REQUIRE_MESSAGE(all, all.error());
  CHECK(all->size() == 3);
  CHECK(all->front().request.find("s3cr3t-word") == std::string::npos);
  for (const auto& entry : fs::directory_iterator(folder / "rec")) {
    CHECK((entry.status().permissions() & (fs::perms::group_all | fs::perms::others_all)) ==
          fs::perms::none);
  }
}

TEST_CASE("a folder never grows beyond its size, and the newest stays") {
  const uws::test::TempDir folder;
  constexpr std::size_t kMost = 64 * 1024;
  RecorderCounters counters;
  {
    Recorder recorder({.directory = folder / "rec", .max_bytes = kMost}, counters);
    for (int i = 0; i < 200; ++i) {
      auto next = exchange(2'000);
      next.name = std::to_string(i);
      recorder.put(std::move(next));
    }
  }
  CHECK(counters.written == 200);
  CHECK(bytes_in(folder / "rec") <= kMost);
  const auto all = read_recordings(folder / "rec");
  REQUIRE(all);
  CHECK(all->back().name == "199");
}

TEST_CASE("what the disk does not take is dropped and counted, never waited for") {
  const uws::test::TempDir folder;
  RecorderCounters counters;
  const int many = static_cast<int>(Recorder::kMostWaiting) * 3;
  {
    Recorder recorder({.directory = folder / "rec"}, counters);
    for (int i = 0; i < many; ++i) recorder.put(exchange());
  }
  CHECK(counters.written + counters.dropped == static_cast<std::uint64_t>(many));
  auto huge = exchange(Recorder::kMostBytes + 1);
  Recorder recorder({.directory = folder / "rec"}, counters);
  const std::uint64_t before = counters.dropped;
  recorder.put(std::move(huge));
  CHECK(counters.dropped == before + 1);
}

TEST_CASE("a folder that goes away fails what follows, and nothing else") {
  const uws::test::TempDir folder;
  RecorderCounters counters;
  {
    Recorder recorder({.directory = folder / "rec", .max_bytes = 8}, counters);
    fs::remove_all(folder / "rec");
    recorder.put(exchange());
  }
  CHECK(counters.failed == 1);
  CHECK_THROWS_AS(Recorder({.directory = "/proc/none"}, counters), std::system_error);
}

TEST_CASE("operations are chosen by pattern") {
  const uws::test::TempDir folder;
  RecorderCounters counters;
  const Recorder recorder(
      {.directory = folder / "rec", .operations = {"CarrierService.*", "*.LogIn"}}, counters);
  CHECK(recorder.wants("CarrierService.MoveDevice"));
  CHECK(recorder.wants("SessionService.LogIn"));
  CHECK_FALSE(recorder.wants("SessionService.LogOut"));
}

TEST_CASE("the key of a folder stays") {
  const uws::test::TempDir folder;
  const auto key = folder_key(folder / "rec");
  CHECK(key.size() == 64);
  CHECK(folder_key(folder / "rec") == key);
}

}  // namespace

TEST_CASE("a disk that takes no byte is left without empty files") {
  const uws::test::TempDir dir;
  auto* const before = std::signal(SIGXFSZ, SIG_IGN);
  rlimit full{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &full) == 0);
  const rlimit none{1, full.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &none) == 0);
  const auto made = HarFile::create(dir / "a.har");
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &full) == 0);
  std::signal(SIGXFSZ, before);
  CHECK_FALSE(made);
  CHECK(std::filesystem::is_empty(dir.path()));
}
