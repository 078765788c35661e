// How many devices the operations of DeviceService take, and lists longer than one REST page.

#include <doctest/doctest.h>

#include <string>

#include "mapping/common/dates.h"
#include "mapping/common/faults.h"
#include "mapping/device/add_devices.h"
#include "mapping/device/check_device_availability.h"
#include "mapping/device/delete_devices.h"
#include "mapping/device/get_devices_information.h"
#include "mapping/device/upload_devices.h"
#include "mapping/parts/date_range.h"

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

CallContext context_with(Notes& notes) {
  CallContext context;
  context.notes = &notes;
  return context;
}

// The local part of the fault's code without its service, or "" for a REST call.
template <class Out>
std::string outcome(const Next<Out>& next) {
  if (std::holds_alternative<RestCall>(next)) return "";
  const auto* fault = std::get_if<Fault>(&next);
  return fault ? fault->code.substr(fault->code.find('.') + 1) : "an answer";
}

TEST_CASE("each operation takes its documented number of devices and not one more") {
  Notes notes;
  const auto context = context_with(notes);
  const auto add = [&](int count) {
    device__AddDevicesRequest in;
    in.DeviceToAdd = devices(count, "MEID");
    return outcome(add_devices::start(in, context));
  };
  CHECK(add(200) == "");
  CHECK(add(201) == kNumberOfDevices);
  const auto remove = [&](int count) {
    device__DeleteDevicesRequest in;
    in.DeviceList = devices(count, "IMEI");
    return outcome(delete_devices::start(in, context));
  };
  CHECK(remove(100) == "");
  CHECK(remove(101) == kNumberOfDevices);
  const auto check = [&](int count) {
    device__CheckDeviceAvailabilityRequest in;
    in.AccountName = "0212345678-00001";
    in.DeviceList = devices(count, "IMEI");
    return outcome(check_device_availability::start(in, context));
  };
  CHECK(check(2'000) == "");
  CHECK(check(2'001) == kNumberOfDevices);
  const auto upload = [&](int count) {
    device__UploadDevicesRequest in;
    in.AccountName = "0212345678-00001";
    in.DeviceList = devices(count, "IMEI");
    in.EmailAddress = "fleet@example.com";
    in.DeviceSku = "VZW123456";
    in.UploadType = "IMEI";
    return outcome(upload_devices::start(in, context));
  };
  CHECK(upload(10'000) == "");
  CHECK(upload(10'001) == kMaxRequestsExceeded);
}

// An answer to the call that shows the devices it asks for, last one first, without every tenth.
Reply answer_to(const RestCall& call) {
  const Json asked = Json::parse(call.body).at("deviceList");
  Json list = Json::array();
  for (auto device = asked.rbegin(); device != asked.rend(); ++device) {
    const Json& id = device->at("deviceIds").at(0);
    if (!id.at("id").get<std::string>().ends_with('7')) list.push_back({{"deviceIds", {id}}});
  }
  return RestReply{200, "application/json", Json{{"devices", list}}.dump()};
}

TEST_CASE("more devices than REST lists at once are asked for in pages and answered as one") {
  Notes notes;
  const auto context = context_with(notes);
  constexpr int kCount = 4'500;
  device__GetDevicesInformationRequest in;
  in.DeviceList = devices(kCount, "IMEI");
  std::vector<Reply> replies;
  auto next = get_devices_information::start(in, context);
  while (const auto* call = std::get_if<RestCall>(&next)) {
    REQUIRE(replies.size() < 3);
    replies.push_back(answer_to(*call));
    next = get_devices_information::resume(in, context, replies);
  }
  CHECK(replies.size() == 3);
  const auto* answer = std::get_if<Answer<device__GetDevicesInformationResponse>>(&next);
  REQUIRE(answer != nullptr);
  const auto& shown = answer->output->Devices->DeviceInfo;
  REQUIRE(shown.size() == kCount);
  int in_place = 0, unknown = 0;
  for (int i = 0; i < kCount; ++i) {
    const auto& device = *shown[static_cast<std::size_t>(i)];
    in_place += device.DeviceIdentifiers->DeviceIdentifier.front()->Identifier == identifier(i);
    unknown += !device.ExtendedAttributes->ExtendedAttributesObj.empty();
  }
  CHECK(in_place == kCount);
  CHECK(unknown == kCount / 10);
  CHECK(notes.unmapped_paths.empty());
}

TEST_CASE("an error on a later page is the fault of the whole") {
  Notes notes;
  const auto context = context_with(notes);
  device__GetDevicesInformationRequest in;
  in.DeviceList = devices(4'001, "IMEI");
  const auto start = get_devices_information::start(in, context);
  REQUIRE(std::holds_alternative<RestCall>(start));
  std::vector<Reply> replies{answer_to(std::get<RestCall>(start))};
  replies.push_back(RestReply{400, "application/json",
                              R"({"errorCode":"REQUEST_FAILED.AccountName","errorMessage":"no"})"});
  const auto next = get_devices_information::resume(in, context, replies);
  REQUIRE(std::holds_alternative<Fault>(next));
  CHECK(std::get<Fault>(next).code == "REQUEST_FAILED.AccountName");
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
