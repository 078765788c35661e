#include "bridge/callback/receiver_access.h"

#include <doctest/doctest.h>

using namespace uws;
using callback::AccessSettings;
using callback::ReceiverAccess;

namespace {

http::ClientCall call_to(std::string url) {
  http::ClientCall call;
  call.url = std::move(url);
  return call;
}

}  // namespace

TEST_CASE("a receiver gets what its host and port are named with, and no other does") {
  AccessSettings settings;
  settings.legacy_tls = {"Old.example.net:443"};
  settings.header = {{"old.example.net:443", "X-Key : a: b"}};
  settings.basic = {{"other.example.net:9001", "me:its:word"}};
  settings.certificate = {{"other.example.net:9001", "/x/client.pem"}};
  const ReceiverAccess access(settings);

  auto old = call_to("https://OLD.example.net/cb");
  CHECK(access.apply(old));
  CHECK(old.tls->level == http::TlsLevel::legacy);
  REQUIRE(old.headers.find("X-Key") != nullptr);
  CHECK(*old.headers.find("X-Key") == "a: b");
  CHECK(old.headers.find("Authorization") == nullptr);

  auto other = call_to("https://other.example.net:9001/cb");
  CHECK_FALSE(access.apply(other));
  CHECK(other.tls->level == http::TlsLevel::intermediate);
  CHECK(other.tls->certificate == "/x/client.pem");
  CHECK(other.tls->key == "/x/client.pem");
  REQUIRE(other.headers.find("Authorization") != nullptr);
  CHECK(*other.headers.find("Authorization") == "Basic bWU6aXRzOndvcmQ=");

  for (const char* url : {"https://old.example.net:9001/", "http://third.example.net/"}) {
    auto third = call_to(url);
    CHECK_FALSE(access.apply(third));
    CHECK(third.tls->level == http::TlsLevel::intermediate);
    CHECK(third.tls->certificate.empty());
    CHECK(third.headers.fields().empty());
  }
}

TEST_CASE("how a receiver is named") {
  for (const char* good : {"host:443", "10.0.0.1:9001", "[::1]:80"}) {
    CHECK(callback::is_receiver_name(good));
  }
  for (const char* bad : {"host", ":443", "host:", "http://host:443", "host:443/x", "u@host:443",
                          "host:1-2", "host:99999", "a b:80"}) {
    CAPTURE(bad);
    CHECK_FALSE(callback::is_receiver_name(bad));
  }
}
