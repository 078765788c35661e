#include "bridge/ops/log.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <thread>

using uws::ops::Access;
using uws::ops::Field;
using uws::ops::LogFormat;
using uws::ops::Logger;
using uws::ops::LogLevel;

namespace {

// The part of a text line behind its time.
std::string after_time(const std::string& line) { return line.substr(line.find(' ') + 1); }

Access sample() {
  Access access;
  access.request_id = "0123456789abcdef";
  access.operation = "CarrierService.MoveDevice";
  access.client = "192.0.2.9:40312";
  access.session = "11111111-2222-3333-4444-555555555555";
  access.status = 200;
  access.rest_status = 202;
  access.ms = 12.3456;
  return access;
}

}  // namespace

TEST_CASE("text lines carry time, level, event and values, one line each") {
  std::ostringstream out;
  Logger log(LogFormat::text, LogLevel::info, out);
  log.info("listening", {{"address", "127.0.0.1:8080"}, {"threads", 2}, {"tls", false}});
  log.warn("retry", {{"why", "a \"b\"\nc=\x7f"}, {"wait", 1.5}});
  std::istringstream lines(out.str());
  std::string first, second, third;
  std::getline(lines, first);
  std::getline(lines, second);
  CHECK_FALSE(std::getline(lines, third));
  CHECK(after_time(first) == "info listening address=127.0.0.1:8080 threads=2 tls=false");
  CHECK(after_time(second) == "warn retry why=\"a \\\"b\\\"\\x0ac=\\x7f\" wait=1.500");
  REQUIRE(first.size() > 24);
  CHECK(first[10] == 'T');
  CHECK(first[23] == 'Z');
}

TEST_CASE("json lines are one object each, whatever the bytes") {
  std::ostringstream out;
  Logger log(LogFormat::json, LogLevel::info, out);
  log.error("boom", {{"text", "a\n\"\xff"}, {"count", std::size_t{7}}, {"ok", true}});
  const auto line = out.str();
  CHECK(line.find('\n') == line.size() - 1);
  const auto object = nlohmann::json::parse(line);
  CHECK(object["level"] == "error");
  CHECK(object["event"] == "boom");
  CHECK(object["count"] == 7);
  CHECK(object["ok"] == true);
  CHECK(object["text"] == "a\n\"\xEF\xBF\xBD");
  CHECK(object["time"].get<std::string>().size() == 24);
}

TEST_CASE("levels below the chosen one are not written") {
  std::ostringstream out;
  Logger log(LogFormat::text, LogLevel::warn, out);
  log.debug("d");
  log.info("i");
  log.access(sample());
  CHECK(out.str().empty());
  CHECK_FALSE(log.enabled(LogLevel::info));
  log.warn("w");
  log.error("e");
  CHECK(out.str().find(" warn w\n") != std::string::npos);
  CHECK(out.str().find(" error e\n") != std::string::npos);
  CHECK(uws::ops::log_level("debug") == LogLevel::debug);
  CHECK(uws::ops::log_level("error") == LogLevel::error);
  CHECK(uws::ops::log_format("json") == LogFormat::json);
}

TEST_CASE("one access line per call, the session only as a short hash") {
  std::ostringstream out;
  Logger log(LogFormat::text, LogLevel::info, out);
  log.access(sample());
  // printf 11111111-2222-3333-4444-555555555555 | sha256sum
  CHECK(after_time(out.str()) ==
        "info call request_id=0123456789abcdef operation=CarrierService.MoveDevice "
        "client=192.0.2.9:40312 session=666ff6cc status=200 rest_status=202 ms=12.346\n");
  CHECK(out.str().find("11111111") == std::string::npos);
}

TEST_CASE("an access line says why a call was refused, in both formats") {
  const std::string reason = "a \"Kind\" is\nrequired";
  auto access = sample();
  access.fault = "X.Y";
  access.reason = reason;
  std::ostringstream text, json;
  Logger(LogFormat::text, LogLevel::info, text).access(access);
  CHECK(text.str().find(" fault=X.Y reason=\"a \\\"Kind\\\" is\\x0arequired\" ms=") !=
        std::string::npos);
  Logger(LogFormat::json, LogLevel::info, json).access(access);
  CHECK(nlohmann::json::parse(json.str())["reason"] == reason);
  access.reason = {};
  text.str("");
  Logger(LogFormat::text, LogLevel::info, text).access(access);
  CHECK(text.str().find("reason") == std::string::npos);
}

TEST_CASE("registered secrets never appear, in either format and inside other text") {
  for (const auto format : {LogFormat::text, LogFormat::json}) {
    std::ostringstream out;
    Logger log(format, LogLevel::debug, out);
    const std::string secret = "s3\"cr\\et value";
    log.protect(secret, true);
    log.protect("bearer-one");
    log.protect("abc");  // too short to be told from ordinary text
    const auto inside = "x" + secret + secret + "y bearer-one abc";
    log.info("event " + secret, {{"plain", secret}, {"inside", inside}});
    auto access = sample();
    access.fault = secret;
    log.access(access);
    const auto text = out.str();
    CHECK(text.find("cr") == std::string::npos);
    CHECK(text.find("bearer-one") == std::string::npos);
    CHECK(text.find("x(hidden)(hidden)y (hidden) abc") != std::string::npos);
  }
}

TEST_CASE("passing secrets are forgotten after 64 others, lasting ones never") {
  std::ostringstream out;
  Logger log(LogFormat::text, LogLevel::info, out);
  log.protect("lasting-secret", true);
  log.protect("passing-secret");
  for (int i = 0; i < 63; ++i) log.protect("bearer-" + std::to_string(i) + "-");
  log.info("a", {{"v", "passing-secret"}});
  CHECK(out.str().find("passing-secret") == std::string::npos);
  log.protect("bearer-63-");
  out.str("");
  log.info("b", {{"v", "passing-secret"}, {"w", "lasting-secret"}});
  CHECK(out.str().find("v=passing-secret w=(hidden)") != std::string::npos);
}

TEST_CASE("lines of several threads do not mix") {
  std::ostringstream out;
  {
    Logger log(LogFormat::text, LogLevel::info, out);
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&log, t] {
        for (int i = 0; i < 200; ++i) {
          log.protect("secret-" + std::to_string(t) + "-" + std::to_string(i));
          log.info("tick", {{"thread", t}, {"i", i}});
        }
      });
    }
    for (auto& thread : threads) thread.join();
  }
  std::istringstream lines(out.str());
  std::set<std::string> seen;
  for (std::string line; std::getline(lines, line);) seen.insert(after_time(line));
  CHECK(seen.size() == 800);
  CHECK(seen.contains("info tick thread=3 i=199"));
}

TEST_CASE("request ids are 16 hex digits and differ") {
  std::set<std::string> ids;
  for (int i = 0; i < 1000; ++i) ids.insert(uws::ops::new_request_id());
  CHECK(ids.size() == 1000);
  for (const auto& id : ids) {
    CHECK(id.size() == 16);
    CHECK(id.find_first_not_of("0123456789abcdef") == std::string::npos);
  }
}
