#include "mapping/callback/callback.h"

#include <doctest/doctest.h>

#include <random>
#include <string>

#include "mapping/callback/service_names.h"
#include "tests/mapping/callback/well_formed.h"
#include "tests/support/golden_file.h"
#include "tests/support/paths.h"

using namespace uws;
using mapping::callback::build_callback;
using mapping::callback::Delivery;

namespace {

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

Delivery carrier(std::string body) {
  Delivery delivery;
  delivery.service = "CarrierService";
  delivery.body = std::move(body);
  return delivery;
}

}  // namespace

TEST_CASE("the receiver gets its own credentials, never REST's") {
  Delivery delivery = carrier(R"({"username":"gatewayUser","password":"gatewaySecret"})");
  delivery.username = "client & co";
  delivery.password = "<pass>";
  const auto built = build_callback(delivery);
  REQUIRE(built.has_value());
  CHECK(contains(built->envelope, "<Username>client &amp; co</Username>"));
  CHECK(contains(built->envelope, "<Password>&lt;pass&gt;</Password>"));
  CHECK_FALSE(contains(built->envelope, "gateway"));
}

TEST_CASE("the count of sends is ours, not REST's") {
  Delivery delivery = carrier(R"({"callbackCount":3,"maxCallbackThreshold":2})");
  delivery.callback_count = 7;
  delivery.max_callbacks = 9;
  const auto built = build_callback(delivery);
  REQUIRE(built.has_value());
  CHECK(contains(built->envelope,
                 "<CallbackCount>7</CallbackCount><MaxCallbackThreshold>9</MaxCallbackThreshold>"));
}

TEST_CASE("the SOAPAction follows the root element") {
  Delivery delivery;
  delivery.service = "EnhancedConnectivityService";
  delivery.body = R"({"smsMessage":"hello"})";
  CHECK(build_callback(delivery)->soap_action ==
        "http://nphase.com/unifiedwebservice/v2/ICallbackService/SmsCallbackRequest");
  delivery.body = R"({"smsMessage":null,"requestId":"r"})";
  CHECK(build_callback(delivery)->soap_action ==
        "http://nphase.com/unifiedwebservice/v2/ICallbackService/CallbackRequest");
}

TEST_CASE("bodies that cannot be translated are errors") {
  for (const char* body : {"", "[]", "\"text\"", "17", "null", "{", "<a/>"}) {
    CAPTURE(body);
    CHECK_FALSE(build_callback(carrier(body)).has_value());
  }
  Delivery delivery = carrier("{}");
  delivery.service = "NiddService";
  CHECK_FALSE(build_callback(delivery).has_value());
}

TEST_CASE("an empty object still goes out, for every service") {
  for (const auto& name : mapping::callback::callback_services()) {
    CAPTURE(name.soap);
    Delivery delivery;
    delivery.service = name.soap;
    delivery.body = "{}";
    const auto built = build_callback(delivery);
    REQUIRE(built.has_value());
    CHECK(testing::is_well_formed(built->envelope));
    CHECK(contains(built->envelope, "<Status xsi:nil=\"true\"/>"));
    CHECK(built->unknown_paths.empty());
  }
}

// Any damage to a real body either is an error or gives a well-formed message.
TEST_CASE("damaged bodies never give damaged XML") {
  std::mt19937 random(20240229);
  constexpr std::string_view kPieces[] = {"\"",   "{",    "}", "[",         "]",       ":",
                                          ",",    "null", "<", "&",         "\\u0000", "\\ud800",
                                          "\xFF", "\x01", "9", "\"a b\":1,"};
  const auto files =
      testing::golden_files(std::filesystem::path(test::source_path()) / "tests/golden/callback");
  REQUIRE_FALSE(files.empty());
  int built_count = 0;
  for (int round = 0; round < 4000; ++round) {
    const auto file = testing::read_golden(files[random() % files.size()]);
    REQUIRE(file.has_value());
    const auto& names = mapping::callback::callback_services();
    Delivery delivery;
    delivery.service = names[random() % names.size()].soap;
    delivery.body = *file->find("rest callback");
    for (auto edits = random() % 3; edits > 0 && !delivery.body.empty(); --edits) {
      const std::size_t at = random() % delivery.body.size();
      delivery.body.replace(at, random() % 3, kPieces[random() % std::size(kPieces)]);
    }
    const auto built = build_callback(delivery);
    if (!built) continue;
    ++built_count;
    CAPTURE(delivery.body);
    REQUIRE(testing::is_well_formed(built->envelope));
  }
  CHECK(built_count > 1000);
}
