#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include <memory>
#include <string>
#include <vector>

#include "mapping/common/faults.h"
#include "mapping/common/json.h"
#include "tests/mapping/operations/typed_call.h"

namespace {

using namespace uws;
using namespace uws::mapping;

using Request = carrier__SetUsageSegmentationLabelsRequest;

// `devices` devices, the i-th labelled Unit=<i % values>.
std::unique_ptr<Request> request(std::size_t devices, std::size_t values) {
  auto in = std::make_unique<Request>();
  in->AccountName = "0212345678-00001";
  in->LabelsToSet = std::make_unique<carrier__ArrayOfUsageSegmentationLabel>();
  for (std::size_t i = 0; i < devices; ++i) {
    auto item = std::make_unique<carrier__UsageSegmentationLabel>();
    item->Device = std::make_unique<common__DeviceIdentifier>();
    item->Device->Kind = "EID";
    item->Device->Identifier = std::to_string(10'000'000 + i);
    item->Label = std::make_unique<common__Label>();
    item->Label->Name = "Unit";
    item->Label->Value = std::to_string(i % values);
    in->LabelsToSet->UsageSegmentationLabel.push_back(std::move(item));
  }
  return in;
}

Conversation talk_about(std::size_t devices, std::size_t values) {
  return {testing::operation_named("SetUsageSegmentationLabels"),
          testing::decoded<_v2__SetUsageSegmentationLabels>(request(devices, values)),
          {}};
}

TEST_CASE("2,000 devices of one label are one call") {
  const auto talk = talk_about(2000, 1);
  const auto* call = std::get_if<RestCall>(&talk.step());
  REQUIRE(call != nullptr);
  const auto body = nlohmann::json::parse(call->body);
  CHECK(body["labels"]["devices"].size() == 2000);
  CHECK(body["labels"]["label"].size() == 1);
}

TEST_CASE("2,001 devices are too many") {
  const auto talk = talk_about(2001, 1);
  const auto* fault = std::get_if<Fault>(&talk.step());
  REQUIRE(fault != nullptr);
  CHECK(*fault == refuse(kNumberOfDevices, "any"));
}

TEST_CASE("each set of labels is asked for once, in order, then the first request id is answered") {
  auto talk = talk_about(24, 12);
  while (const auto* call = std::get_if<RestCall>(&talk.step())) {
    const auto body = nlohmann::json::parse(call->body);
    const std::size_t asked = talk.replies().size();
    CHECK(body["labels"]["devices"].size() == 2);
    CHECK(body["labels"]["label"][0]["value"] == std::to_string(asked));
    REQUIRE(asked < 12);
    const std::string id = "id-" + std::to_string(asked);
    talk.answer(RestReply{200, "application/json", R"({"requestId":")" + id + R"("})"});
  }
  CHECK(talk.replies().size() == 12);
  CHECK(testing::output_of<_v2__SetUsageSegmentationLabelsResponse>(talk).RequestId == "id-0");
}

}  // namespace
