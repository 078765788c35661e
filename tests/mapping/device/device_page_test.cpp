// Pages of GetDeviceList under CallContext::max_response_bytes, in written bytes.

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include <string>

#include "bridge/soap/envelope_out.h"
#include "gwStub.h"
#include "tests/mapping/operations/typed_call.h"
#include "tests/support/mutated_owner.h"

namespace {

using namespace uws;
using Json = nlohmann::json;

// Devices of very different sizes: nothing but a cursor, everything, and text XML has to escape.
Json device(int number) {
  Json json{{"extendedAttributes", Json::array({{{"key", "DeviceId"}, {"value", number}}})}};
  if (number % 3 == 0) return json;
  json["accountName"] = "0212345678-00001";
  json["carrierInformations"] = Json::array({{{"carrierName", "Verizon & <Söhne>"}}});
  json["connected"] = false;
  json["createdAt"] = "2019-08-07T10:42:15-04:00";
  json["lastActivationBy"] =
      std::string(static_cast<std::size_t>(number % 40), '&') + "\r\x01\n\t>";
  if (number % 3 == 1) return json;
  json["customFields"] = Json::array();
  for (const char* key : {"CustomField1", "CustomField2", "CustomField3"}) {
    json["customFields"].push_back({{"key", key}, {"value", "ü<>&"}});
  }
  json["deviceIds"] = Json::array();
  for (const char* kind : {"mdn", "imsi", "imei", "iccid", "msisdn", "min"}) {
    json["deviceIds"].push_back(
        {{"kind", kind}, {"id", "8914800000080078" + std::to_string(number)}});
  }
  json["groupNames"] = {"southwest", "日本"};
  json["ipAddress"] = "10.0.0.1";
  json["billingCycleEndDate"] = json["lastActivationDate"] = json["lastConnectionDate"] =
      "2020-03-12T04:23:37.1234567-04:00";
  return json;
}

Json devices(int from, int count) {
  Json list = Json::array();
  for (int i = 0; i < count; ++i) list.push_back(device(from + i));
  return list;
}

// `plan`: of an owner's contract, null = the built-in one; of all below.
mapping::Conversation ask(std::size_t limit, const contract::Plan* plan) {
  mapping::CallContext context;
  context.max_response_bytes = limit;
  context.written = uws::soap::answer_size(testing::operation_named("GetDeviceList"), plan);
  return {testing::operation_named("GetDeviceList"),
          testing::decoded<_v2__GetDeviceList>(std::make_unique<device__GetDeviceListRequest>()),
          context};
}

std::string page(const Json& list, std::size_t limit, const contract::Plan* plan = nullptr) {
  auto talk = ask(limit, plan);
  const Json body{{"hasMoreData", false}, {"devices", list}};
  talk.answer(mapping::RestReply{200, "application/json", body.dump()});
  CHECK(talk.notes().unmapped_paths.empty());
  const auto* response = std::get_if<mapping::Response>(&talk.step());
  REQUIRE(response != nullptr);
  const auto& operation = testing::operation_named("GetDeviceList");
  if (plan) return uws::soap::answer_envelope(operation, *response, *plan)->envelope;
  const auto envelope = uws::soap::answer_envelope(operation, *response);
  REQUIRE(envelope.has_value());
  return *envelope;
}

int count(const std::string& text, std::string_view what) {
  int found = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
  return found;
}

// `complete` and `key`: what IsComplete and Key are called.
void check_pages(const contract::Plan* plan, const std::string& complete, const std::string& key) {
  constexpr int kAll = 60;
  const Json list = devices(1, kAll);
  const std::size_t whole = page(list, 0, plan).size();
  for (std::size_t limit = 1; limit < whole + 20'000; limit += 997) {
    CAPTURE(limit);
    const std::string written = page(list, limit, plan);
    const int shown = count(written, "<a:DeviceInformation>");
    REQUIRE(shown >= 1);
    if (shown > 1) CHECK(written.size() <= limit);
    const bool all = count(written, "<a:" + complete + ">true</a:" + complete + ">") == 1;
    CHECK(all == (shown == kAll));
    const std::string cursor =
        "<b:" + key + ">DeviceId</b:" + key + "><b:Value>" + std::to_string(shown) + "<";
    CHECK(count(written, cursor) == 1);
    // The next one would not have fitted: written without a limit, they are more than that.
    if (shown < kAll) CHECK(page(devices(1, shown + 1), 0, plan).size() + 1 > limit);
  }
}

TEST_CASE("a page holds as many devices as fit, one at least, and ends on a good cursor") {
  check_pages(nullptr, "IsComplete", "Key");
}

TEST_CASE("a page by an owner's contract holds as many as fit when written by it") {
  const test::MutatedOwner owner;
  REQUIRE(owner.files.has_value());
  check_pages(owner.matching.plan.get(), "Complete", "Name");
}

TEST_CASE("pages asked for one after the other show every device once") {
  constexpr int kAll = 200;
  int next = 1, pages = 0;
  bool complete = false;
  while (!complete && pages < kAll) {
    const std::string written = page(devices(next, kAll - next + 1), 65'536);
    CHECK(written.size() <= 65'536);
    const int shown = count(written, "<a:DeviceInformation>");
    REQUIRE(shown > 0);
    next += shown;
    complete = count(written, "<a:IsComplete>true</a:IsComplete>") == 1;
    ++pages;
  }
  CHECK(next == kAll + 1);
  CHECK(pages > 1);
}

TEST_CASE("the platform is asked for no more devices than fit, and a full answer is not the last") {
  const auto asked = [&](std::size_t limit) {
    const auto talk = ask(limit, nullptr);
    return Json::parse(std::get<mapping::RestCall>(talk.step()).body);
  };
  CHECK(asked(65'536) == Json{{"maxNumberOfDevices", 128}});
  CHECK(asked(1) == Json{{"maxNumberOfDevices", 1}});
  CHECK(asked(0) == Json::object());
  CHECK(asked(1'024'000) == Json::object());  // 2,000 is what the platform gives anyway

  const auto complete = [](int number) {
    Json list = Json::array();  // of the smallest devices there are
    for (int i = 0; i < number; ++i) list.push_back(device(3));
    return count(page(list, 65'536), "<a:IsComplete>true</a:IsComplete>") == 1;
  };
  CHECK(complete(20));
  CHECK_FALSE(complete(128));
}

TEST_CASE("a full page of 2,000 devices is written whole") {
  const std::string written = page(devices(1, 2'000), 0);
  CHECK(count(written, "<a:DeviceInformation>") == 2'000);
  CHECK(count(written, "<a:LastActivationDate") == 2'000);
  CHECK(count(written, "<b:Key>DeviceId</b:Key>") == 2'000);
}

}  // namespace
