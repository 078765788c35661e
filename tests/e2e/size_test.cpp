// The largest messages the contract allows, through real processes.

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdio>
#include <fstream>

#include "tests/e2e/envelopes.h"
#include "tests/e2e/stack.h"

using namespace uws::test;

namespace {

constexpr int kMost = 10'000;
constexpr std::size_t kPage = 2'000;

StackOptions options(int devices) {
  // AddressSanitizer would keep freed memory back.
  return {{"--devices", std::to_string(devices)},
          {{"UWS_LISTEN_THREADS", "1"},
           {"ASAN_OPTIONS", "quarantine_size_mb=0:thread_local_quarantine_size_kb=0"}}};
}

// A line of /proc/PID/status, in bytes.
std::size_t memory(Stack& stack, const std::string& key) {
  const auto pid = std::to_string(stack.gateway().process().pid());
  std::ifstream status("/proc/" + pid + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(key + ":")) return std::stoul(line.substr(key.size() + 1)) * 1024;
  }
  return 0;
}

void check_growth(const std::string& what, std::size_t message, std::size_t before,
                  std::size_t peak) {
  MESSAGE(what, ": ", message, " bytes, resident ", before / 1024, " KiB before, at most ",
          peak / 1024, " KiB");
  CHECK(before > 0);
  CHECK(peak >= before);
  CHECK(peak - before < 10 * message);
}

// The ICCID of the simulator's n-th synthetic device.
std::string synthetic(int n) {
  char digits[16];
  std::snprintf(digits, sizeof digits, "%010d", n);
  return "8914800001" + std::string(digits);
}

// Every text of `tag` in the message.
std::vector<std::string> all_of(const std::string& xml, const std::string& tag) {
  std::vector<std::string> found;
  const auto open = "<" + tag + ">", close = "</" + tag + ">";
  for (auto at = xml.find(open); at != std::string::npos; at = xml.find(open, at)) {
    at += open.size();
    found.push_back(xml.substr(at, xml.find(close, at) - at));
  }
  return found;
}

std::size_t longest(const std::vector<std::string>& texts) {
  std::size_t most = 0;
  for (const auto& text : texts) most = std::max(most, text.size());
  return most;
}

// Reads every page of the account's devices as an old client does: from LargestDeviceIdSeen 0, on
// with the last Value of the page, until IsComplete.
struct AllPages {
  explicit AllPages(Stack& stack) {
    std::string cursor = "0";
    for (bool complete = false; !complete && pages < 1'000; ++pages) {
      const auto page =
          stack.call("DeviceService", "GetDeviceList",
                     member("AccountName", kAccount) + member("LargestDeviceIdSeen", cursor));
      REQUIRE(page.status == 200);
      largest = std::max(largest, page.body.size());
      longest_text = std::max(longest_text, longest(all_of(page.body, "b:Value")));
      const auto values = all_of(page.body, "b:Value");
      for (std::size_t i = 1; i < values.size(); i += 2) ids.push_back(values[i]);
      if (!values.empty()) cursor = values.back();
      complete = element(page.body, "a:IsComplete") == "true";
    }
  }

  int pages = 0;
  std::vector<std::string> ids;  // of the devices, in the order they came
  std::size_t largest = 0, longest_text = 0;
};

}  // namespace

TEST_CASE("max_response_bytes: small pages hold the same devices as large ones") {
  auto small = options(2'500), large = options(2'500);
  small.gateway.emplace_back("UWS_CONTRACT_MAX_RESPONSE_BYTES", "65536");
  Stack wide(large), narrow(small);
  REQUIRE(wide.log_in() != "");
  REQUIRE(narrow.log_in() != "");
  const AllPages whole(wide), cut(narrow);
  CHECK(whole.pages == 2);
  CHECK(whole.largest > 3'000'000);
  CHECK(whole.ids.size() == 2'506);
  CHECK(cut.ids == whole.ids);
  CHECK(cut.largest <= 65'536);
  CHECK(cut.largest > 60'000);  // a page is not cut sooner than needed
  CHECK(cut.longest_text <= 8'192);
  MESSAGE(cut.pages, " pages, the largest of ", cut.largest, " bytes");
}

TEST_CASE("a page of 2,000 devices") {
  Stack stack(options(2'500));
  REQUIRE(stack.log_in() != "");
  const auto before = memory(stack, "VmRSS");
  const auto page =
      stack.call("DeviceService", "GetDeviceList",
                 member("AccountName", kAccount) + member("LargestDeviceIdSeen", "0"));
  REQUIRE(page.status == 200);
  CHECK(occurrences(page.body, "</a:DeviceInformation>") == kPage);
  CHECK(element(page.body, "a:IsComplete") == "false");
  check_growth("GetDeviceList answer", page.body.size(), before, memory(stack, "VmHWM"));
}

TEST_CASE("a move of 10,000 devices") {
  Stack stack(options(kMost));
  REQUIRE(stack.log_in() != "");
  std::vector<std::string> iccids;
  for (int n = 1; n <= kMost; ++n) iccids.push_back(synthetic(n));
  const auto input = device_list(iccids) + member("AccountName", kAccount);
  const auto before = memory(stack, "VmRSS");
  const auto moved = stack.call("CarrierService", "MoveDevice", input);
  REQUIRE_MESSAGE(moved.status == 200, moved.body);
  CHECK(element(moved.body, "a:RequestId").size() == 36);
  check_growth("MoveDevice request", input.size(), before, memory(stack, "VmHWM"));
  const auto calls = stack.seen("PUT /m2m/v1/devices/actions/move");
  REQUIRE(calls.size() == 1);
  CHECK(calls[0]["body"]["devices"].size() == kMost);

  iccids.push_back(synthetic(kMost + 1));
  const auto too_many = stack.call("CarrierService", "MoveDevice",
                                   device_list(iccids) + member("AccountName", kAccount));
  CHECK(too_many.status == 500);
  CHECK(contains(too_many.body, "INPUT_INVALID."));
}
