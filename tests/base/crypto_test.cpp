#include "base/crypto.h"

#include <doctest/doctest.h>

using namespace uws::base;

TEST_CASE("SHA-256 of FIPS 180-4") {
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_hex("abc", 4) == "ba7816bf");
  CHECK(sha256_hex("abc", 64).size() == 64);
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("a digest tells parts, their kinds and their borders apart") {
  const auto digest = [](std::initializer_list<std::pair<char, const char*>> parts) {
    Digest made;
    for (const auto& [kind, part] : parts) made.add(kind, part);
    return made.hex();
  };
  CHECK(digest({{'k', "ab"}, {'k', "c"}}) == digest({{'k', "ab"}, {'k', "c"}}));
  CHECK(digest({{'k', "ab"}, {'k', "c"}}) != digest({{'k', "a"}, {'k', "bc"}}));
  CHECK(digest({{'k', "a"}}) != digest({{'v', "a"}}));
  CHECK(credentials_hash("ab", "c") != credentials_hash("a", "bc"));
}

TEST_CASE("random digits and secrets") {
  const auto once = random_hex(16);
  CHECK(once.size() == 32);
  CHECK(once.find_first_not_of("0123456789abcdef") == std::string::npos);
  CHECK(once != random_hex(16));
  CHECK(same_secret(once, std::string(once)));
  CHECK_FALSE(same_secret("a", "b"));
  CHECK_FALSE(same_secret("a", "ab"));
}
