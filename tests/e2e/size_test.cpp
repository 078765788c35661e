// The largest messages the contract allows, through real processes.

#include <doctest/doctest.h>

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

}  // namespace

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
