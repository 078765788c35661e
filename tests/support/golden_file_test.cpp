#include "tests/support/golden_file.h"
#include "tests/support/paths.h"

#include <doctest/doctest.h>

using namespace uws::testing;

TEST_CASE("a golden file is its sections") {
  const auto file = parse_golden("== one\na\nb\n== two\n== three\n\nx\n");
  REQUIRE(file.has_value());
  REQUIRE(file->sections.size() == 3);
  CHECK(*file->find("one") == "a\nb");
  CHECK(file->find("two")->empty());
  CHECK(*file->find("three") == "\nx");
  CHECK(file->find("four") == nullptr);
}

TEST_CASE("what is no golden file") {
  CHECK_FALSE(parse_golden("").has_value());
  CHECK_FALSE(parse_golden("text\n== one\n").has_value());
  CHECK_FALSE(parse_golden("== one\n== one\n").has_value());
  CHECK_FALSE(read_golden("/nonexistent/file.txt").has_value());
}

TEST_CASE("written golden files read back") {
  const auto path = std::filesystem::path(uws::test::build_path()) / "golden_file_test.txt";
  GoldenFile file;
  file.set("a", "1\n\n2");
  file.set("b", "");
  file.set("a", "3\n");
  REQUIRE(write_golden(path, file).has_value());
  const auto back = read_golden(path);
  REQUIRE(back.has_value());
  CHECK(back->sections == file.sections);
  file.set("b", "x\n== y");
  CHECK_FALSE(write_golden(path, file).has_value());
  std::filesystem::remove(path);
}

TEST_CASE("holes take what changes and nothing else") {
  const std::string uuid = "595f5c44-c31c-4552-8670-020a1545a84d";
  CHECK(matches_golden("<Id>{{uuid}}</Id>", "<Id>" + uuid + "</Id>"));
  CHECK_FALSE(matches_golden("<Id>{{uuid}}</Id>", "<Id>595f5c44</Id>"));
  CHECK(matches_golden("t={{now}};", "t=2024-05-06T07:08:09;"));
  CHECK(matches_golden("t={{now}};", "t=2024-05-06T07:08:09.123Z;"));
  CHECK(matches_golden("t={{now}};", "t=2024-05-06T07:08:09-05:00;"));
  CHECK_FALSE(matches_golden("t={{now}};", "t=yesterday;"));
  CHECK_FALSE(matches_golden("t={{now}};", "t=2024-05-06T07:08:09.;"));
  CHECK(matches_golden("http://h:{{port}}/", "http://h:54321/"));
  CHECK_FALSE(matches_golden("http://h:{{port}}/", "http://h:654321/"));
  CHECK_FALSE(matches_golden("{{port}}", ""));
  CHECK_FALSE(matches_golden("same", "same and more"));
  CHECK_FALSE(matches_golden("same and more", "same"));
  CHECK(matches_golden("{{other}}", "{{other}}"));
}

TEST_CASE("a difference says where") {
  const std::string text = golden_difference("<A>{{port}}</A>", "<A>80</B>");
  CHECK(text.find("byte 7") != std::string::npos);
}

TEST_CASE("a section that does not match is an error that shows it") {
  GoldenFile file;
  file.set("a", "expected");
  bool changed = false;
  if (std::getenv("UPDATE_GOLDEN") != nullptr) return;
  CHECK(check_section(file, "a", "expected", changed).has_value());
  CHECK_FALSE(check_section(file, "a", "actual", changed).has_value());
  CHECK_FALSE(check_section(file, "a", "", changed).has_value());
  CHECK_FALSE(check_section(file, "b", "actual", changed).has_value());
  CHECK(check_section(file, "b", "", changed).has_value());
  CHECK_FALSE(changed);
}
