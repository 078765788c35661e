// How many devices the operations of DeviceService take, and lists longer than one REST page.

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include <string>

#include "mapping/common/dates.h"
#include "mapping/common/faults.h"
#include "mapping/parts/date_range.h"
#include "tests/mapping/operations/typed_call.h"

namespace {

using namespace uws;
using namespace uws::mapping;

std::string identifier(int number) {
  const std::string digits = std::to_string(number);
  return "9900139" + std::string(8 - digits.size(), '0') + digits;
}

std::unique_ptr<common__ArrayOfDeviceIdentifierCollection> devices(int count, const char* kind) {
  auto list = std::make_unique<common__ArrayOfDeviceIdentifierCollection>();
  for (int i = 0; i < count; ++i) {
    auto device = std::make_unique<common__DeviceIdentifier>();
    device->Kind = kind;
    device->Identifier = identifier(i);
    auto collection = std::make_unique<common__DeviceIdentifierCollection>();
    collection->DeviceIdentifiers = std::make_unique<common__ArrayOfDeviceIdentifier>();
    collection->DeviceIdentifiers->DeviceIdentifier.push_back(std::move(device));
    list->DeviceIdentifierCollection.push_back(std::move(collection));
  }
  return list;
}

// The local part of the fault's code without its service, or "" for a REST call.
template <class Wrapper, class Input>
std::string outcome(const char* operation, std::unique_ptr<Input> in) {
  const Conversation talk(testing::operation_named(operation),
                          testing::decoded<Wrapper>(std::move(in)), {});
  if (std::holds_alternative<RestCall>(talk.step())) return "";
  const auto* fault = std::get_if<Fault>(&talk.step());
  return fault ? fault->code.substr(fault->code.find('.') + 1) : "an answer";
}

TEST_CASE("each operation takes its documented number of devices and not one more") {
  const auto add = [&](int count) {
    auto in = std::make_unique<device__AddDevicesRequest>();
    in->DeviceToAdd = devices(count, "MEID");
    return outcome<_v2__AddDevices>("AddDevices", std::move(in));
  };
  CHECK(add(200) == "");
  CHECK(add(201) == kNumberOfDevices);
  const auto remove = [&](int count) {
    auto in = std::make_unique<device__DeleteDevicesRequest>();
    in->DeviceList = devices(count, "IMEI");
    return outcome<_v2__DeleteDevices>("DeleteDevices", std::move(in));
  };
  CHECK(remove(100) == "");
  CHECK(remove(101) == kNumberOfDevices);
  const auto check = [&](int count) {
    auto in = std::make_unique<device__CheckDeviceAvailabilityRequest>();
    in->AccountName = "0212345678-00001";
    in->DeviceList = devices(count, "IMEI");
    return outcome<_v2__CheckDeviceAvailability>("CheckDeviceAvailability", std::move(in));
  };
  CHECK(check(2'000) == "");
  CHECK(check(2'001) == kNumberOfDevices);
  const auto upload = [&](int count) {
    auto in = std::make_unique<device__UploadDevicesRequest>();
    in->AccountName = "0212345678-00001";
    in->DeviceList = devices(count, "IMEI");
    in->EmailAddress = "fleet@example.com";
    in->DeviceSku = "VZW123456";
    in->UploadType = "IMEI";
    return outcome<_v2__UploadDevices>("UploadDevices", std::move(in));
  };
  CHECK(upload(10'000) == "");
  CHECK(upload(10'001) == kMaxRequestsExceeded);
}

// An answer to the call that shows the devices it asks for, last one first, without every tenth.
Reply answer_to(const RestCall& call) {
  const auto asked = nlohmann::json::parse(call.body).at("deviceList");
  auto list = nlohmann::json::array();
  for (auto device = asked.rbegin(); device != asked.rend(); ++device) {
    const auto& id = device->at("deviceIds").at(0);
    if (!id.at("id").get<std::string>().ends_with('7')) list.push_back({{"deviceIds", {id}}});
  }
  return RestReply{200, "application/json", nlohmann::json{{"devices", list}}.dump()};
}

Conversation ask_for(int count) {
  auto in = std::make_unique<device__GetDevicesInformationRequest>();
  in->DeviceList = devices(count, "IMEI");
  return {testing::operation_named("GetDevicesInformation"),
          testing::decoded<_v2__GetDevicesInformation>(std::move(in)),
          {}};
}

TEST_CASE("more devices than REST lists at once are asked for in pages and answered as one") {
  constexpr int kCount = 4'500;
  Conversation talk = ask_for(kCount);
  while (const auto* call = std::get_if<RestCall>(&talk.step())) {
    REQUIRE(talk.replies().size() < 3);
    talk.answer(answer_to(*call));
  }
  CHECK(talk.replies().size() == 3);
  const auto& shown =
      testing::output_of<_v2__GetDevicesInformationResponse>(talk).Devices->DeviceInfo;
  REQUIRE(shown.size() == kCount);
  int in_place = 0, unknown = 0;
  for (int i = 0; i < kCount; ++i) {
    const auto& device = *shown[static_cast<std::size_t>(i)];
    in_place += device.DeviceIdentifiers->DeviceIdentifier.front()->Identifier == identifier(i);
    unknown += !device.ExtendedAttributes->ExtendedAttributesObj.empty();
  }
  CHECK(in_place == kCount);
  CHECK(unknown == kCount / 10);
  CHECK(talk.notes().unmapped_paths.empty());
}

TEST_CASE("an error on a later page is the fault of the whole") {
  Conversation talk = ask_for(4'001);
  REQUIRE(std::holds_alternative<RestCall>(talk.step()));
  talk.answer(answer_to(std::get<RestCall>(talk.step())));
  talk.answer(RestReply{400, "application/json",
                        R"({"errorCode":"REQUEST_FAILED.AccountName","errorMessage":"no"})"});
  REQUIRE(std::holds_alternative<Fault>(talk.step()));
  CHECK(std::get<Fault>(talk.step()).code == "REQUEST_FAILED.AccountName");
}

TEST_CASE("ranges are held to calendar months") {
  CHECK(within_months("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", 1));
  CHECK_FALSE(within_months("2026-01-01T00:00:00Z", "2026-02-01T00:00:01Z", 1));
  CHECK(within_months("2026-01-31T00:00:00Z", "2026-03-03T00:00:00Z", 1));
  CHECK_FALSE(within_months("2026-01-31T00:00:00Z", "2026-03-03T00:00:01Z", 1));
  CHECK(within_months("2025-12-31T23:00:00-08:00", "2026-04-01T07:00:00Z", 3));
  CHECK_FALSE(within_months("2025-12-31T23:00:00-08:00", "2026-04-01T07:00:01Z", 3));
  CHECK(within_months("2026-02-01", "2025-02-01", 1));
  const auto now = *instant("2026-07-31T13:00:00Z");
  CHECK(within_last_months("2026-01-31T00:00:00Z", now, 6));
  CHECK_FALSE(within_last_months("2026-01-30T23:59:59Z", now, 6));
  CHECK(within_last_months("2027-01-01", now, 6));
}

}  // namespace
