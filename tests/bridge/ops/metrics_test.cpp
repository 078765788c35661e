#include "bridge/ops/metrics.h"

#include <doctest/doctest.h>

#include <atomic>
#include <sstream>
#include <thread>

using uws::ops::Metrics;
using uws::ops::Outcome;

namespace {

bool has_line(const std::string& page, const std::string& line) {
  return ("\n" + page).find("\n" + line + "\n") != std::string::npos;
}

std::size_t count(const std::string& page, const std::string& text) {
  std::size_t found = 0;
  for (auto at = page.find(text); at != std::string::npos; at = page.find(text, at + 1)) ++found;
  return found;
}

double number_after(const std::string& page, const std::string& name) {
  const auto at = page.find("\n" + name + " ");
  REQUIRE(at != std::string::npos);
  return std::stod(page.substr(at + name.size() + 2));
}

}  // namespace

TEST_CASE("calls are counted by operation and outcome, with a histogram of their times") {
  Metrics metrics("0.1.0", {"SessionService.LogIn", "CarrierService.MoveDevice"});
  metrics.call("SessionService.LogIn", Outcome::ok, 0.002);
  metrics.call("SessionService.LogIn", Outcome::fault, 0.2);
  metrics.call("SessionService.LogIn", Outcome::fault, 100);
  metrics.call("made up", Outcome::refused, 0.001);
  const auto page = metrics.text();
  CHECK(has_line(page, R"(uws_calls_total{operation="SessionService.LogIn",outcome="ok"} 1)"));
  CHECK(has_line(page, R"(uws_calls_total{operation="SessionService.LogIn",outcome="fault"} 2)"));
  CHECK(has_line(page, R"(uws_calls_total{operation="CarrierService.MoveDevice",outcome="ok"} 0)"));
  CHECK(has_line(page, R"(uws_calls_total{operation="other",outcome="refused"} 1)"));
  CHECK(page.find("made up") == std::string::npos);
  const std::string login = R"({operation="SessionService.LogIn")";
  CHECK(has_line(page, "uws_call_seconds_count" + login + "} 3"));
  CHECK(has_line(page, "uws_call_seconds_bucket" + login + R"(,le="0.0025"} 1)"));
  CHECK(has_line(page, "uws_call_seconds_bucket" + login + R"(,le="0.25"} 2)"));
  CHECK(has_line(page, "uws_call_seconds_bucket" + login + R"(,le="30"} 2)"));
  CHECK(has_line(page, "uws_call_seconds_bucket" + login + R"(,le="+Inf"} 3)"));
  CHECK(number_after(page, "uws_call_seconds_sum" + login + "}") == doctest::Approx(100.202));
  CHECK(has_line(page, R"(uws_build_info{version="0.1.0"} 1)"));
}

TEST_CASE("REST calls are counted by status") {
  Metrics metrics("0.1.0", {});
  metrics.rest_call(200);
  metrics.rest_call(200);
  metrics.rest_call(400);
  metrics.rest_call(0);
  metrics.rest_call(7777);
  metrics.rest_call(-1);
  const auto page = metrics.text();
  CHECK(has_line(page, R"(uws_rest_calls_total{status="200"} 2)"));
  CHECK(has_line(page, R"(uws_rest_calls_total{status="400"} 1)"));
  CHECK(has_line(page, R"(uws_rest_calls_total{status="none"} 1)"));
  CHECK(has_line(page, R"(uws_rest_calls_total{status="other"} 2)"));
}

TEST_CASE("unmapped fields have a bounded number of series") {
  Metrics metrics("0.1.0", {"DeviceService.GetDeviceList"});
  metrics.unmapped("DeviceService.GetDeviceList", "devices[].imeiSv");
  metrics.unmapped("DeviceService.GetDeviceList", "devices[].imeiSv");
  for (int i = 0; i < 1000; ++i) {
    metrics.unmapped("DeviceService.GetDeviceList", "p" + std::to_string(i));
  }
  const auto page = metrics.text();
  const std::string name = R"(uws_unmapped_fields_total{operation="DeviceService.GetDeviceList")";
  CHECK(has_line(page, name + R"(,path="devices[].imeiSv"} 2)"));
  CHECK(has_line(page, name + R"(,path="p198"} 1)"));
  CHECK(has_line(page, name + R"(,path="other"} 801)"));
  CHECK(count(page, name) == 201);
}

TEST_CASE("rooms' own numbers are read at every scrape") {
  using uws::ops::Kind;
  constexpr uws::ops::Family kOpen{"uws_connections_open", "Open now.", "listener", Kind::gauge};
  Metrics metrics("0.1.0", {});
  uws::ops::Rows soap, relay;
  uws::ops::Count open(soap, kOpen, "soap"), admin(soap, kOpen, "admin");
  uws::ops::Count sent(relay, {"uws_relay_sent_total", "Callbacks sent."});
  metrics.add(soap);
  metrics.add(relay);
  metrics.add({"uws_clients_total", "Clients.", "client"}, [] {
    return uws::ops::Reading{{"10.0.0.1", 2}};
  });
  open = 3;
  admin = 9;
  sent += 12;
  CHECK(has_line(metrics.text(), R"(uws_connections_open{listener="soap"} 3)"));
  ++open;
  const auto page = metrics.text();
  CHECK(has_line(page, R"(uws_connections_open{listener="soap"} 4)"));
  CHECK(has_line(page, R"(uws_connections_open{listener="admin"} 9)"));
  CHECK(has_line(page, "uws_relay_sent_total 12"));
  CHECK(has_line(page, R"(uws_clients_total{client="10.0.0.1"} 2)"));
  CHECK(count(page, "# TYPE uws_connections_open gauge") == 1);
  CHECK(has_line(metrics.reference(),
                 "| `uws_connections_open{listener}` | gauge | Open now: `soap`, `admin` |"));
}

TEST_CASE("the process shows its memory and its open files") {
  Metrics metrics("0.1.0", {});
  const auto before = metrics.text();
  CHECK(number_after(before, "process_resident_memory_bytes") > 1e6);
  const auto open = number_after(before, "process_open_fds");
  auto* extra = std::fopen("/dev/null", "r");
  REQUIRE(extra != nullptr);
  CHECK(number_after(metrics.text(), "process_open_fds") == open + 1);
  std::fclose(extra);
}

TEST_CASE("counting from several threads loses nothing") {
  Metrics metrics("0.1.0", {"S.Op"});
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&metrics] {
      for (int i = 0; i < 5000; ++i) {
        metrics.call("S.Op", Outcome::ok, 0.01);
        metrics.rest_call(200);
        metrics.unmapped("S.Op", "path" + std::to_string(i % 20));
        if (i % 1000 == 0) CHECK_FALSE(metrics.text().empty());
      }
    });
  }
  for (auto& thread : threads) thread.join();
  const auto page = metrics.text();
  CHECK(has_line(page, R"(uws_calls_total{operation="S.Op",outcome="ok"} 20000)"));
  CHECK(has_line(page, R"(uws_call_seconds_bucket{operation="S.Op",le="0.01"} 20000)"));
  CHECK(has_line(page, R"(uws_rest_calls_total{status="200"} 20000)"));
  CHECK(has_line(page, R"(uws_unmapped_fields_total{operation="S.Op",path="path7"} 1000)"));
}
