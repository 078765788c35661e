#include "base/url.h"

#include <doctest/doctest.h>

using namespace uws::base;

TEST_CASE("a URL has a scheme, an authority and a rest") {
  const auto whole = split_url("https://user:secret@host:8443/a/b?c=http://d#e");
  CHECK(whole.scheme == "https");
  CHECK(whole.authority == "user:secret@host:8443");
  CHECK(whole.rest == "/a/b?c=http://d#e");
  CHECK(split_url("http://host?q").authority == "host");
  CHECK(split_url("http://host?q").rest == "?q");
  CHECK(split_url("http://host").rest == "");
}

TEST_CASE("what has no scheme") {
  const auto target = split_url("/a?b=http://c/d");
  CHECK(target.scheme == "");
  CHECK(target.authority == "");
  CHECK(target.rest == "/a?b=http://c/d");
  CHECK(split_url("host:80/a").scheme == "");
  CHECK(split_url("host:80/a").authority == "host:80");
  CHECK(split_url("null").authority == "null");
  CHECK(split_url("").rest == "");
}

TEST_CASE("addresses on the web") {
  for (const char* good : {"http://h", "https://h/p"}) CHECK(is_web_url(good));
  for (const char* bad : {"", "http://", "https://", "HTTP://h", "ftp://h", "h"}) {
    CHECK_FALSE(is_web_url(bad));
  }
}

TEST_CASE("final slashes go") {
  CHECK(without_final_slash("https://host/api//") == "https://host/api");
  CHECK(without_final_slash("https://host/api") == "https://host/api");
  CHECK(without_final_slash("/") == "");
}

TEST_CASE("the host of an authority") {
  CHECK(host_of("localhost:9090") == "localhost");
  CHECK(host_of("localhost") == "localhost");
  CHECK(host_of("[::1]:9090") == "::1");
  CHECK(host_of("[::1]") == "::1");
  CHECK(host_of("") == "");
}
