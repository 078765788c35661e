// docs/migration.md: every command of it, run in its order.

#include <doctest/doctest.h>

#include <csignal>
#include <fstream>
#include <memory>
#include <sstream>

#include "bridge/recording/files.h"
#include "tests/e2e/envelopes.h"
#include "tests/e2e/stack.h"
#include "tests/support/paths.h"

using namespace uws;
using namespace uws::test;

namespace {

std::vector<std::string> commands() {
  const auto page = recording::read_text(source_path("/docs/migration.md"));
  REQUIRE(page);
  std::istringstream lines(*page);
  std::vector<std::string> found;
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("```")) {
      inside = line == "```sh";
    } else if (inside) {
      found.push_back(line);
    }
  }
  return found;
}

std::string here(std::string command, Stack& old, Stack& gateway) {
  command = replaced(command, "https://old.example.net",
                     "http://127.0.0.1:" + std::to_string(old.gateway().soap_port()));
  command = replaced(command, "http://localhost:8080",
                     "http://127.0.0.1:" + std::to_string(gateway.gateway().soap_port()));
  return replaced(command, "0.0.0.0:8000", "127.0.0.1:0");
}

std::unique_ptr<Process> started(const TempDir& folder, const std::string& command) {
  const auto line = "cd " + folder.path().string() + " && exec " + build_path("/") + command;
  return std::make_unique<Process>("/bin/sh", std::vector<std::string>{"-c", line});
}

void use_old_clients(std::uint16_t port) {
  const auto post = [&](const std::string& service, const std::string& operation,
                        const std::string& token, const std::string& input) {
    RawClient client(port);
    client.send(http_post(service, operation, envelope(service, operation, token, input),
                          "Connection: close\r\n"));
    return client.read_response();
  };
  const auto login =
      post("SessionService", "LogIn", "", member("Username", "demo") + member("Password", "demo"));
  const auto token = element(login.body, "a:SessionToken");
  REQUIRE(token != "");
  CHECK(post("DeviceGroupService", "GetDeviceGroupList", token, member("AccountName", kAccount))
            .status == 200);
  CHECK(post("DeviceService", "GetDeviceList", token, member("AccountName", kAccount)).status ==
        200);
  CHECK(post("CarrierService", "MoveDevice", token,
             device_list({kIccid}) + member("AccountName", kAccount))
            .status == 200);
}

}  // namespace

TEST_CASE("every command of docs/migration.md works") {
  const TempDir folder;
  Stack old, gateway;
  std::ofstream(folder / "login.txt") << "demo\ndemo\n";
  std::ofstream(folder / "uws-bridge.toml")
      << "[rest]\nbase_url = \"http://localhost/api\"\ntoken_url = \"http://localhost/token\"\n"
         "app_key = \"key\"\napp_secret = \"secret\"\n[store]\nurl = \"sqlite:"
      << gateway.store_file() << "\"\n";
  const auto all = commands();
  CHECK(all.size() == 10);
  for (const auto& command : all) {
    CAPTURE(command);
    REQUIRE(command.starts_with("uws-bridge "));
    auto process = started(folder, here(command, old, gateway));
    if (command.starts_with("uws-bridge record ")) {
      use_old_clients(process->port_of("record"));
      process->signal(SIGTERM);
    }
    CHECK_MESSAGE(process->wait_exit() == 0, process->output(), process->errors());
    CHECK(process->output().find("demo\"") == std::string::npos);
  }
  for (const char* made :
       {"week.har", "stub.json", "for-support.har", "noise.toml", "report.json"}) {
    CHECK_MESSAGE(std::filesystem::file_size(folder / made) > 0, made);
  }
  CHECK(recording::read_text(folder / "for-support.har")->find(kAccount) == std::string::npos);
}
