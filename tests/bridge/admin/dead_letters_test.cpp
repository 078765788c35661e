#include "bridge/admin/dead_letters_pages.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/bridge/callback/gateway.h"
#include "tests/bridge/callback/outside.h"
#include "tests/support/temp_dir.h"

using namespace uws;
using nlohmann::json;

namespace {

http::Response ask(test::Gateway& gateway, const std::string& method, const std::string& path,
                   const std::string& query = {}) {
  http::Request request;
  request.method = method;
  request.path = path;
  request.query = query;
  const auto handler = admin::router({admin::dead_letters_pages(gateway.store(), gateway.relay())});
  return gateway.wait(handler(request));
}

}  // namespace

TEST_CASE("dead letters are listed without their secrets and sent again on demand") {
  const test::TempDir dir;
  test::Outside outside;
  bool refusing = true;
  test::ScriptedUpstream receiver(outside.io, [&](const test::Seen&) {
    return test::respond(refusing ? 400 : 200, "", "text/xml");
  });
  auto settings = test::quick_relay();
  settings.message_attempts = 2;
  auto gateway = std::make_unique<test::Gateway>((dir / "s.db").string(), settings);
  CHECK(ask(*gateway, "GET", "/dead_letters").body == "[]\n");

  const auto registered = gateway->add_registration("CarrierService", receiver.url("/in?key=k1"));
  REQUIRE(outside.post(registered.callback_url, test::webhook_body(registered, "r-1")) == 200);
  REQUIRE(outside.until([&] { return gateway->counters().dead == 1; }));
  const auto page = ask(*gateway, "GET", "/dead_letters");
  CHECK(page.status == 200);
  const auto letters = json::parse(page.body);
  REQUIRE(letters.size() == 1);
  CHECK(letters[0]["service"] == "CarrierService");
  CHECK(letters[0]["request_id"] == "r-1");
  CHECK(letters[0]["sends"] == 2);
  CHECK(letters[0]["receiver"] == receiver.url("/in"));
  CHECK(page.body.find("its-word") == std::string::npos);
  CHECK(page.body.find("k1") == std::string::npos);

  const std::string id = std::to_string(letters[0]["id"].get<long long>());
  CHECK(ask(*gateway, "GET", "/dead_letters", "after=" + id).body == "[]\n");
  CHECK(ask(*gateway, "GET", "/dead_letters", "after=x").status == 400);
  CHECK(ask(*gateway, "GET", "/dead_letters/" + id + "/replay").status == 405);
  CHECK(ask(*gateway, "POST", "/dead_letters/999/replay").status == 404);
  CHECK(ask(*gateway, "POST", "/dead_letters/x/replay").status == 404);

  refusing = false;
  CHECK(ask(*gateway, "POST", "/dead_letters/" + id + "/replay").status == 202);
  REQUIRE(outside.until([&] { return gateway->counters().delivered == 1; }));
  CHECK(ask(*gateway, "GET", "/dead_letters").body == "[]\n");
  auto ended = std::async(std::launch::async, [&] { gateway.reset(); });
  REQUIRE(outside.until(
      [&] { return ended.wait_for(std::chrono::seconds(0)) == std::future_status::ready; }));
}
