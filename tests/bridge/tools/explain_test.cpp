// Every golden exchange explained: the same REST calls, the same end, no secret in any text.

#include "bridge/tools/explain/explain.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/utf8.h"
#include "bridge/recording/files.h"
#include "bridge/recording/sensitive.h"
#include "bridge/recording/spans.h"
#include "mapping/common/dates.h"
#include "mapping/operations.h"
#include "tests/support/paths.h"

namespace {

using namespace uws;
using recording::Recorded;
using Json = nlohmann::json;

constexpr const char* kBase = "https://thingspace.example/api";

const mapping::Operation* row_of(const std::string& operation) {
  for (const auto& row : mapping::operations()) {
    if (std::string(row.service) + "." + std::string(row.name) == operation) return &row;
  }
  return nullptr;
}

tools::CourseTerms terms_of(const Recorded& recorded) {
  tools::CourseTerms terms;
  terms.now = *mapping::instant("2026-01-31T00:00:00Z");
  const auto context = recorded.more.find("context");
  if (context == recorded.more.end()) return terms;
  const auto json = Json::parse(context->second);
  terms.max_response_bytes = json.value("max_response_bytes", std::size_t{0});
  terms.go_to_state_path = json.value("go_to_state_path", terms.go_to_state_path);
  return terms;
}

std::vector<Recorded> golden(const std::string& below = {}) {
  auto all = recording::read_recordings(test::source_path("/tests/golden" + below));
  REQUIRE_MESSAGE(all, all.error());
  return *all;
}

tools::Explanation explained(const Recorded& recorded) {
  const auto* row = row_of(recorded.operation);
  REQUIRE(row != nullptr);
  return tools::explain(*row, recorded.request, recorded.asked, terms_of(recorded));
}

// JSON with what explain hides hidden.
Json hidden(const std::string& body) {
  const auto text =
      recording::rewrite_json(body, [](const recording::Place& place, const std::string& value) {
        const bool secret = recording::sensitive(place.name) == recording::Sensitive::secret;
        return secret ? std::string("(hidden)") : value;
      });
  return Json::parse(text, nullptr, false);
}

std::vector<std::string> rest_lines(const std::vector<recording::Asked>& asked) {
  std::vector<std::string> lines;
  for (const auto& call : asked) {
    if (!call.store)
      lines.push_back(call.method + " " + call.path + " " + hidden(call.body).dump());
  }
  return lines;
}

TEST_CASE("explain shows the REST call of every golden request, and how it ends") {
  std::size_t count = 0;
  for (const auto& recorded : golden()) {
    if (recorded.more.contains("rest callback")) continue;
    CAPTURE(recorded.name);
    const auto made = explained(recorded);
    CHECK(rest_lines(made.calls) == rest_lines(recorded.asked));
    CHECK(made.reason == recorded.reason);
    CHECK(made.fault_code.empty() == (recorded.status == 200));
    CHECK_FALSE(made.waiting);
    const auto text = tools::explanation_text(made, kBase, false);
    for (const auto& call : made.calls) {
      if (!call.store) CHECK(text.find("'" + std::string(kBase) + call.path + "'") != text.npos);
    }
    CHECK(Json::parse(tools::explanation_json(made, kBase).dump()).is_object());
    ++count;
  }
  CHECK(count == 566);
}

TEST_CASE("a person can follow it on a screen of 100 columns") {
  for (const auto& recorded : golden("/CarrierService/MoveDevice")) {
    CAPTURE(recorded.name);
    auto made = explained(recorded);
    made.envelope.clear();  // its line is the envelope's own
    for (auto& call : made.calls) call.body = call.path = "";
    std::string line;
    for (const char c : tools::explanation_text(made, kBase, false) + "\n") {
      if (c != '\n') {
        line += c;
        continue;
      }
      CHECK_MESSAGE(base::count_chars(line) <= 100, line);
      line.clear();
    }
  }
}

const tools::Field* field(const std::vector<tools::Field>& fields, const std::string& path) {
  const auto found = std::ranges::find(fields, path, &tools::Field::path);
  return found == fields.end() ? nullptr : &*found;
}

Recorded golden_case(const std::string& folder, const std::string& name) {
  for (auto& recorded : golden(folder)) {
    if (recorded.name.ends_with("/" + name)) return recorded;
  }
  FAIL("no golden case ", name);
  return {};
}

TEST_CASE("each field says where it goes, each element where it comes from") {
  const auto made = explained(golden_case("/AccountService/GetAccountInformation", "ok"));
  const auto* account = field(made.fields, "AccountName");
  REQUIRE(account != nullptr);
  CHECK(account->places == std::vector<std::string>{"path …/accounts/{}"});
  const auto* name = field(made.answer, "OrganizationName");
  REQUIRE(name != nullptr);
  CHECK(name->places == std::vector<std::string>{"organizationName"});
  const auto* pool = field(made.answer, "IPPools/IPPool/PoolName");
  REQUIRE(pool != nullptr);
  CHECK(pool->places.front() == "iPPools[].poolName");
}

TEST_CASE("a value that takes no other is found by name, and a refusal says what it depends on") {
  auto recorded = golden_case("/CarrierService/MoveDevice", "ok");
  const std::string kind =
      "DeviceList/DeviceIdentifierCollection/DeviceIdentifiers/DeviceIdentifier/Kind";
  const auto made = explained(recorded);
  REQUIRE(field(made.fields, kind) != nullptr);
  CHECK(field(made.fields, kind)->places == std::vector<std::string>{"devices[].deviceIds[].kind"});
  recorded.request = recording::rewrite_xml(
      recorded.request, [&](const recording::Place& place, const std::string& value) {
        return place.name == "Kind" ? "mdn" : value;
      });
  const auto text = tools::explanation_text(explained(recorded), kBase, false);
  CHECK(text.find("-> the refusal depends on it") != std::string::npos);
  CHECK(text.find("-> not sent") != std::string::npos);
  CHECK(text.find("reason:      Identifier does not fit its Kind") != std::string::npos);
}

TEST_CASE("secrets are hidden, in every text") {
  auto recorded = golden_case("/SessionService/LogIn", "ok");
  const std::string password = "s3cr3t-pass", token = "s3cr3t-token-0123";
  recorded.request = recording::rewrite_xml(
      recorded.request, [&](const recording::Place& place, const std::string& value) {
        return place.name == "Password" ? password : value;
      });
  recorded.asked[0].reply = R"({"sessionToken": ")" + token + R"("})";
  const auto made = explained(recorded);
  CHECK_FALSE(made.answer.empty());
  const auto all =
      tools::explanation_text(made, kBase, true) + tools::explanation_json(made, kBase).dump();
  CHECK(all.find(password) == std::string::npos);
  CHECK(all.find(token) == std::string::npos);
  CHECK(all.find("(hidden)") != std::string::npos);
}

TEST_CASE("without a reply it ends with the call, and says what is missing") {
  auto recorded = golden_case("/AccountService/GetAccountInformation", "ok");
  recorded.asked.clear();
  const auto made = explained(recorded);
  CHECK(made.waiting);
  CHECK(made.calls.size() == 1);
  CHECK(tools::explanation_text(made, kBase, false).find("--reply") != std::string::npos);
}

TEST_CASE("a webhook is explained as the callback it becomes") {
  mapping::callback::Delivery delivery;
  delivery.service = "CarrierService";
  delivery.body =
      R"({"username":"u","password":"s3cr3t-hook","requestId":"r-1","status":"Success",)"
      R"("deviceIds":[{"id":"990000000000001","kind":"imei"}],"deviceResponse":{"x":1}})";
  const auto made = tools::explain_callback(delivery);
  const auto* request = field(made.fields, "requestId");
  REQUIRE(request != nullptr);
  CHECK(request->places == std::vector<std::string>{"RequestId"});
  CHECK(made.envelope.find("CallbackRequest") != std::string::npos);
  CHECK(made.unmapped == std::vector<std::string>{"deviceResponse.x"});
  CHECK(tools::explanation_text(made, kBase, false).find("s3cr3t-hook") == std::string::npos);
  delivery.body = "[]";
  CHECK_FALSE(tools::explain_callback(delivery).reason.empty());
}

}  // namespace
