#include "tests/support/process.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "tests/support/temp_dir.h"

using uws::test::Process;
using uws::test::TempDir;

TEST_CASE("a child's lines, environment and exit code are seen") {
  Process child("/bin/sh",
                {"-c", "echo first; echo \"listening soap $WHERE\"; echo no >&2; exit 7"},
                {{"WHERE", "127.0.0.1:9"}});
  CHECK(child.wait_line("listening soap ") == "listening soap 127.0.0.1:9");
  CHECK(child.wait_line("first") == "first");
  CHECK(child.wait_exit() == 7);
  CHECK(child.output() == "first\nlistening soap 127.0.0.1:9\n");
  CHECK(child.errors() == "no\n");
  CHECK_FALSE(child.wait_line("never"));
}

TEST_CASE("a signal ends a child, and its number is told") {
  Process child("/bin/sh", {"-c", "echo up; exec sleep 600"});
  REQUIRE(child.wait_line("up"));
  CHECK_FALSE(child.wait_exit(std::chrono::milliseconds(50)));
  child.signal(SIGTERM);
  CHECK(child.wait_exit() == 128 + SIGTERM);
}

TEST_CASE("a child is gone with its object") {
  pid_t pid = -1;
  {
    Process child("/bin/sh", {"-c", "echo up; exec sleep 600"});
    REQUIRE(child.wait_line("up"));
    pid = child.pid();
    CHECK(::kill(pid, 0) == 0);
  }
  CHECK(::kill(pid, 0) == -1);
}

TEST_CASE("the port it listens on, or why there is none") {
  Process child("/bin/sh", {"-c", "echo listening soap 127.0.0.1:81; ulimit -n; echo no >&2"}, {},
                123);
  CHECK(child.port_of("soap") == 81);
  CHECK_THROWS_WITH(child.port_of("admin"), "nothing listens for admin: no\n");
  CHECK(child.output() == "listening soap 127.0.0.1:81\n123\n");
}

TEST_CASE("a program that is not there is an error") {
  CHECK_THROWS(Process("/nowhere/at/all", {}));
}

TEST_CASE("a temporary directory is gone with what it holds") {
  std::filesystem::path where;
  {
    TempDir dir;
    where = dir.path();
    std::ofstream(dir / "file") << "text";
    CHECK(std::filesystem::exists(where / "file"));
  }
  CHECK_FALSE(std::filesystem::exists(where));
}
