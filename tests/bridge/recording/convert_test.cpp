#include <doctest/doctest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "bridge/recording/files.h"
#include "bridge/recording/golden.h"
#include "bridge/recording/har.h"
#include "bridge/recording/wiremock.h"
#include "tests/support/golden_file.h"
#include "tests/support/paths.h"
#include "tests/support/temp_dir.h"

namespace {

using namespace uws;
namespace fs = std::filesystem;

const fs::path kGolden = fs::path(test::source_path()) / "tests/golden";

std::string text_of(const fs::path& path) {
  const auto text = recording::read_text(path);
  REQUIRE(text);
  return *text;
}

// A reply without a body may be followed by an empty line or not.
recording::Sections without_empty_ends(recording::Sections file) {
  for (auto& section : file.sections) {
    while (section.content.ends_with('\n')) section.content.pop_back();
  }
  return file;
}

TEST_CASE("every golden file goes to HAR and comes back byte for byte") {
  std::size_t count = 0;
  for (const auto& path : testing::golden_files(kGolden)) {
    CAPTURE(path.string());
    const auto sections = testing::read_golden(path);
    REQUIRE(sections);
    const auto recorded = recording::from_golden(*sections, "CarrierService/MoveDevice/ok");
    REQUIRE(recorded);
    const auto text = recording::har_text({*recorded});
    const auto read = recording::read_har(text);
    REQUIRE_MESSAGE(read, read.error());
    REQUIRE(read->size() == 1);
    const auto back =
        recording::sections_text(without_empty_ends(recording::to_golden(read->front())));
    // What is no UTF-8 is repaired in JSON; one golden callback is such.
    if (text.find("\xEF\xBF\xBD") == std::string::npos) {
      const auto original = recording::sections_text(without_empty_ends(*sections));
      CHECK(*back == *original);
    }
    ++count;
  }
  CHECK(count > 600);
}

TEST_CASE("a URL in a HAR file is a URI, whatever the client asked for") {
  struct Case {
    const char *asked, *written;
  };
  const Case cases[] = {
      {"http://h:80/a/b.svc?c=%20d&e=f+g", "http://h:80/a/b.svc?c=%20d&e=f+g"},
      {"http://[::1]:8080/[a]", "http://[::1]:8080/%5Ba%5D"},
      {"http://h/<\"a\">{|}\\^`#b", "http://h/%3C%22a%22%3E%7B%7C%7D%5C%5E%60%23b"},
      {"http://h/100%", "http://h/100%25"},
      {"http://h/%zz%a", "http://h/%25zz%25a"},
      {"http://h/caf\xE9", "http://h/caf%E9"},
      {"http://a:b:c[/x", "http://a%3Ab%3Ac%5B/x"},
      {"http://a:b:80/x", "http://a%3Ab:80/x"},
      {"http://[::1/x", "http://%5B%3A:1/x"},
      {"http://[no:address]:80/x", "http://%5Bno%3Aaddress%5D:80/x"},
      {"http://h:/x", "http://h:/x"},
      {"http://user:secret@h:80/x", "http://user:secret@h:80/x"},
      {"http://us[er@:secret@[::1]/x", "http://us%5Ber%40:secret@[::1]/x"},
  };
  for (const auto& each : cases) {
    recording::Recorded recorded;
    recorded.url = each.asked;
    const auto read = recording::read_har(recording::har_text({recorded}));
    REQUIRE(read);
    CHECK(read->front().url == each.written);
  }
}

TEST_CASE("a HAR file has what the specification asks for") {
  const auto all = recording::read_recordings(kGolden / "CarrierService/MoveDevice");
  REQUIRE_MESSAGE(all, all.error());
  const auto log = nlohmann::json::parse(recording::har_text(*all))["log"];
  CHECK(log["version"] == "1.2");
  CHECK(log["creator"]["name"] == "uws-bridge");
  for (const auto& entry : log["entries"]) {
    for (const auto* name :
         {"startedDateTime", "time", "request", "response", "cache", "timings", "_uws"}) {
      CHECK_MESSAGE(entry.contains(name), name);
    }
    for (const auto* name : {"method", "url", "httpVersion", "cookies", "headers", "queryString",
                             "postData", "headersSize", "bodySize"}) {
      CHECK_MESSAGE(entry["request"].contains(name), name);
    }
    for (const auto* name : {"status", "statusText", "httpVersion", "cookies", "headers", "content",
                             "redirectURL", "headersSize", "bodySize"}) {
      CHECK_MESSAGE(entry["response"].contains(name), name);
    }
    CHECK(entry["_uws"]["operation"] == "CarrierService.MoveDevice");
  }
}

TEST_CASE("a body that is no UTF-8 survives") {
  recording::Recorded recorded;
  recorded.request = std::string("\xFF\xFE<\0a\0", 6);
  recorded.response = "\x80\x81";
  recorded.status = 200;
  const auto read = recording::read_har(recording::har_text({recorded}));
  REQUIRE(read);
  CHECK(read->front().request == recorded.request);
  CHECK(read->front().response == recorded.response);
}

TEST_CASE("what is no HAR is told so") {
  CHECK(recording::read_har("{").error() == "is no JSON");
  CHECK(recording::read_har("[]").error().find("log.entries") != std::string::npos);
  CHECK(recording::read_har(R"({"log":{"entries":[{}]}})").error().find("entry 1") == 0);
  // Whatever stands where something else is expected.
  CHECK(recording::read_har(R"({"log":{"entries":[{"request":{"headers":[3],"method":1},
      "response":{"status":"x","content":[]},"_uws":{"asked":[1,{"call":2}]}}]}})"));
}

TEST_CASE("WireMock's mappings match the SOAPAction besides the body") {
  const auto all = recording::read_recordings(kGolden / "SessionService/LogIn");
  REQUIRE(all);
  const auto mappings = nlohmann::json::parse(recording::wiremock_text(*all))["mappings"];
  REQUIRE(mappings.size() == all->size());
  const auto& request = mappings[0]["request"];
  CHECK(request["url"] == "/api/v2/SessionService.svc");
  CHECK(request["headers"]["SOAPAction"]["matches"].get<std::string>().find(
            "ISessionService/LogIn") != std::string::npos);
  CHECK(request["bodyPatterns"][0].contains("equalToXml"));
}

TEST_CASE("files are their owner's alone") {
  const test::TempDir folder;
  REQUIRE(recording::write_private(folder / "x.har", "text"));
  CHECK(text_of(folder / "x.har") == "text");
  CHECK((fs::status(folder / "x.har").permissions() & fs::perms::all) ==
        (fs::perms::owner_read | fs::perms::owner_write));
  CHECK_FALSE(recording::write_private(folder / "none/x.har", "text"));
  CHECK_FALSE(recording::read_recordings(folder / "none"));
}

}  // namespace
