// What the running programs put on record: the gateway's own calls, and what passes the proxy.

#include <doctest/doctest.h>

#include <fstream>

#include <csignal>
#include <filesystem>
#include <memory>

#include "base/utc.h"
#include "bridge/recording/files.h"
#include "tests/e2e/envelopes.h"
#include "tests/e2e/stack.h"
#include "tests/support/temp_dir.h"

using namespace uws;
using namespace uws::test;
namespace fs = std::filesystem;

namespace {

// Every text below a folder, one after the other.
std::string everything_in(const fs::path& folder) {
  std::string all;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) all += *recording::read_text(entry.path());
  }
  return all;
}

std::vector<recording::Recorded> recorded_in(const fs::path& folder) {
  auto all = recording::read_recordings(folder);
  REQUIRE_MESSAGE(all, all.error());
  return *all;
}

class RecordProxy {
 public:
  RecordProxy(std::uint16_t to, const fs::path& out, const std::vector<std::string>& more = {})
      : process_("uws-bridge", arguments(to, out, more)), port_(process_.port_of("record")) {}

  std::uint16_t port() const { return port_; }
  void end() {
    process_.signal(SIGTERM);
    CHECK(process_.wait_exit() == 0);
  }

 private:
  static std::vector<std::string> arguments(std::uint16_t to, const fs::path& out,
                                            const std::vector<std::string>& more) {
    std::vector<std::string> all{
        "record", "--to",      "http://127.0.0.1:" + std::to_string(to), "--listen", "127.0.0.1:0",
        "--out",  out.string()};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }

  Process process_;
  std::uint16_t port_;
};

RawResponse send_to(std::uint16_t port, const std::string& bytes) {
  RawClient client(port);
  client.send(bytes);
  return client.read_response();
}

std::string login_post(const std::string& headers) {
  const auto body = envelope("SessionService", "LogIn", "",
                             member("Username", "demo") + member("Password", "demo"));
  return http_post("SessionService", "LogIn", body, headers);
}

}  // namespace

TEST_CASE("the gateway records its calls with what it asked, and not one secret") {
  const TempDir folder;
  const auto directory = (folder / "rec").string();
  Stack stack({{}, {{"UWS_RECORDING_DIRECTORY", directory}}});
  REQUIRE(stack.log_in() != "");
  const auto token = stack.token();
  CHECK(stack.call("DeviceGroupService", "GetDeviceGroupList", member("AccountName", kAccount))
            .status == 200);
  CHECK(stack.call("CarrierService", "MoveDevice", device_list({kIccid})).status == 500);
  CHECK(stack.register_callback("PromoChange", "https://receiver.example.com/in?key=pl4nted-query")
            .status == 200);
  CHECK(contains(stack.gateway().admin("/metrics").body, "uws_recorded_exchanges_total"));
  CHECK(stack.gateway().end(SIGTERM) == 0);
  const auto all = recorded_in(directory);
  REQUIRE(all.size() == 4);
  CHECK(all[0].operation == "SessionService.LogIn");
  REQUIRE(all[1].asked.size() == 1);
  CHECK(all[1].asked[0].path == std::string("/m2m/v1/groups/") + kAccount);
  CHECK(all[1].asked[0].status == 200);
  CHECK(all[2].asked.empty());
  CHECK_FALSE(all[2].reason.empty());
  const auto text = everything_in(directory);
  for (const auto& secret : {token, std::string("receiver-password"), std::string("pl4nted-query"),
                             std::string(kAppSecret)}) {
    CHECK_MESSAGE(text.find(secret) == std::string::npos, secret);
  }
}

TEST_CASE("an exchange is on record with when it began, not when it ended") {
  using namespace std::chrono;
  const TempDir folder;
  const auto directory = (folder / "rec").string();
  Stack stack({{}, {{"UWS_RECORDING_DIRECTORY", directory}}});
  RecordProxy proxy(stack.gateway().soap_port(), folder / "proxy");
  REQUIRE(stack.log_in() != "");
  stack.script("PUT /m2m/v1/devices/actions/move:delay=2000");
  const auto body = envelope("CarrierService", "MoveDevice", stack.token(),
                             device_list({kIccid}) + member("AccountName", kAccount));
  const auto before = base::utc_millis(system_clock::now() - milliseconds(1));
  const auto bytes = http_post("CarrierService", "MoveDevice", body, "Connection: close\r\n");
  CHECK(send_to(proxy.port(), bytes).status == 200);
  const auto soon_after = base::utc_millis(system_clock::now() - milliseconds(1'500));
  proxy.end();
  CHECK(stack.gateway().end(SIGTERM) == 0);
  for (const auto& each : {recorded_in(directory).back(), recorded_in(folder / "proxy").back()}) {
    CHECK(each.operation == "CarrierService.MoveDevice");
    CHECK(each.started >= before);
    CHECK(each.started < soon_after);
    CHECK(each.ms >= 2'000);
  }
}

TEST_CASE("only the chosen operations are recorded, with what was chosen scrubbed") {
  const TempDir folder;
  const auto directory = (folder / "rec").string();
  Stack stack({{},
               {{"UWS_RECORDING_DIRECTORY", directory},
                {"UWS_RECORDING_OPERATIONS", "DeviceGroupService.*"},
                {"UWS_RECORDING_SCRUB", "identifiers"}}});
  REQUIRE(stack.log_in() != "");
  CHECK(stack.call("DeviceGroupService", "GetDeviceGroupList", member("AccountName", kAccount))
            .status == 200);
  CHECK(stack.gateway().end(SIGTERM) == 0);
  const auto all = recorded_in(directory);
  REQUIRE(all.size() == 1);
  CHECK(all[0].scrubbed == "secrets,identifiers");
  CHECK(everything_in(directory).find(kAccount) == std::string::npos);
}

TEST_CASE("what a recording says of itself leads nowhere but below the folder it is written to") {
  const TempDir folder;
  const std::string entry =
      R"({"request":{"method":"POST","url":"http://h/"},"response":{"status":200},"_uws":)";
  std::ofstream(folder / "in.har")
      << R"({"log":{"entries":[)" << entry << R"({"operation":"../../up.left"}},)" << entry
      << R"({"operation":".tmp.up"}},)" << entry << R"({"name":"/up","operation":"x.y"}},)" << entry
      << R"({"name":"a/../../up"}}]}})";
  const auto out = folder / "in" / "out";
  Process command("uws-bridge",
                  {"recording", "convert", (folder / "in.har").string(), out.string()});
  CHECK(command.wait_exit() == 0);
  std::size_t files = 0;
  for (const auto& each : std::filesystem::recursive_directory_iterator(folder.path())) {
    if (each.path().extension() != ".txt") continue;
    ++files;
    CHECK(each.path().string().starts_with(out.string()));
  }
  CHECK(files == 4);
}

TEST_CASE("a folder that cannot be had is told at start") {
  const TempDir folder;
  Process process("uws-bridge", {"serve"}, [&] {
    auto variables = gateway_variables(1, folder / "store.db");
    set(variables, {{"UWS_RECORDING_DIRECTORY", "/proc/none"}});
    return variables;
  }());
  CHECK(process.wait_exit() == 1);
  CHECK(contains(process.errors(), "/proc/none"));
}

TEST_CASE("the proxy passes on and records: chunked, HTTP/1.0, Expect, pages") {
  const TempDir folder;
  Stack stack;
  RecordProxy proxy(stack.gateway().soap_port(), folder / "rec");
  const auto direct = send_to(stack.gateway().soap_port(), login_post("Connection: close\r\n"));
  const auto through = send_to(proxy.port(), login_post("Connection: close\r\n"));
  CHECK(through.status == 200);
  CHECK(through.header("Content-Type") == direct.header("Content-Type"));
  CHECK(through.header("Server") == direct.header("Server"));
  const auto body = envelope("SessionService", "LogIn", "",
                             member("Username", "demo") + member("Password", "demo"));
  auto old = login_post("");
  old = replaced(old, "HTTP/1.1", "HTTP/1.0");
  CHECK(send_to(proxy.port(), old).status == 200);
  RawClient waiting(proxy.port());
  const auto expecting = login_post("Expect: 100-continue\r\nConnection: close\r\n");
  const auto end = expecting.find("\r\n\r\n") + 4;
  waiting.send(expecting.substr(0, end));
  CHECK(waiting.read_response().status == 100);
  waiting.send(expecting.substr(end));
  CHECK(waiting.read_response().status == 200);
  const std::string head = login_post("");
  auto chunked = head.substr(0, head.find("Content-Length"));
  chunked += "Transfer-Encoding: chunked\r\n\r\n";
  char size[32];
  std::snprintf(size, sizeof size, "%zx\r\n", body.size());
  CHECK(send_to(proxy.port(), chunked + size + body + "\r\n0\r\n\r\n").status == 200);
  CHECK(contains(send_to(proxy.port(),
                         "GET /api/v2/SessionService.svc?wsdl HTTP/1.1\r\nHost: x\r\n"
                         "Connection: close\r\n\r\n")
                     .body,
                 "definitions"));
  proxy.end();
  const auto all = recorded_in(folder / "rec");
  REQUIRE(all.size() == 5);
  CHECK(all[1].http_version == "HTTP/1.0");
  for (const auto& each : all) CHECK(each.status == 200);
  CHECK(all[4].method == "GET");
  CHECK(everything_in(folder / "rec").find(element(direct.body, "a:SessionToken")) ==
        std::string::npos);
}

TEST_CASE("a service that does not answer is 502, and on record as such") {
  const TempDir folder;
  RecordProxy proxy(free_port(), folder / "rec");
  CHECK(send_to(proxy.port(), login_post("Connection: close\r\n")).status == 502);
  proxy.end();
  const auto all = recorded_in(folder / "rec");
  REQUIRE(all.size() == 1);
  CHECK(all[0].status == 0);
  CHECK(contains(all[0].reason, "no answer"));
}
