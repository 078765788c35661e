#include "bridge/recording/asked.h"

#include <doctest/doctest.h>

using namespace uws;

TEST_CASE("what a recording says a store answered may be anything") {
  for (const char* text :
       {"", "[]", "7", "{\"callback_url\": 7, \"intent\": \"x\", \"registrations\": 3}",
        "{\"registrations\": [1, [], {\"url\": {}}]}", "{\"intent\": 1e300}"}) {
    CAPTURE(text);
    const auto reply = recording::store_reply(text);
    CHECK(reply.callback_url.empty());
    CHECK(reply.intent == 0);
    for (const auto& one : reply.registrations) CHECK(one.url.empty());
  }
  const auto reply = recording::store_reply(
      R"({"callback_url": "u", "intent": 5, "registrations": [{"account": "a", "url": "r"}]})");
  CHECK(reply.callback_url == "u");
  CHECK(reply.intent == 5);
  REQUIRE(reply.registrations.size() == 1);
  CHECK(reply.registrations[0].url == "r");
}
