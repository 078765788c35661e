#include "base/base64.h"

#include <doctest/doctest.h>

using namespace uws::base;

TEST_CASE("base64 of RFC 4648 and back") {
  const std::pair<const char*, const char*> known[] = {
      {"", ""},        {"f", "Zg=="},          {"fo", "Zm8="},
      {"foo", "Zm9v"}, {"foobar", "Zm9vYmFy"}, {"key:secret", "a2V5OnNlY3JldA=="}};
  for (const auto& [bytes, text] : known) {
    CHECK(to_base64(bytes) == text);
    CHECK(from_base64(text) == bytes);
  }
}

TEST_CASE("every byte survives, and what is no base64 is nothing") {
  std::string all;
  for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
  CHECK(from_base64(to_base64(all)) == all);
  CHECK(from_base64("Zg") == "");
  CHECK(from_base64("!!!!") == "");
}
