#include "bridge/ops/secrets.h"

#include <doctest/doctest.h>

using uws::ops::hide;
using uws::ops::passwords_in;

namespace {

std::string hidden(std::string text, std::string_view secret) {
  hide(text, secret);
  return text;
}

}  // namespace

TEST_CASE("a secret is hidden wherever it stands, also spelt as a fault code") {
  CHECK(hidden("a top+secret= b top+secret=", "top+secret=") == "a (hidden) b (hidden)");
  CHECK(hidden("X.top_secret_.Y", "top+secret=") == "X.(hidden).Y");
  CHECK(hidden("abc abc", "abc") == "abc abc");  // too short to be told from ordinary text
  CHECK(hidden("nothing", "") == "nothing");
  CHECK(hidden("(hidden)", "(hidden)") == "(hidden)");
}

TEST_CASE("passwords of a request are found by their names") {
  using Words = std::vector<std::string>;
  CHECK(passwords_in(R"({"username":"u","password":"p1"})") == Words{"p1"});
  CHECK(passwords_in(R"({"a":[{"oldPassword":"p\"2"},{"PASSWORD":"p3"}]})") == Words{"p\"2", "p3"});
  CHECK(passwords_in(R"({"passwords":"x","password":7})").empty());
  CHECK(passwords_in("password").empty());
  CHECK(passwords_in("").empty());
}
