#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <set>

#include "tests/support/paths.h"
#include "tests/wire/wire_file.h"
#include "tests/wire/wire_gateway.h"

namespace {

using namespace uws::test;
namespace testing = uws::testing;

const std::string kDirectory = uws::test::source_path("/tests/wire");

// Sends one request; "100 Continue" is waited for where the request asks for it. The answer to
// come, or what is wrong with the interim one.
tl::expected<void, std::string> send(RawClient& client, const WireRequest& request,
                                     Delivery delivery) {
  const auto give = [&](const std::string& bytes) {
    // A request that is refused early may not be taken whole; the answer tells.
    if (delivery == Delivery::byte_by_byte) {
      client.send_byte_by_byte(bytes);
    } else {
      client.send(bytes);
    }
  };
  const bool waits = request.head.find("\r\nExpect: 100-continue\r\n") != std::string::npos;
  if (!waits) {
    give(request.head + request.body);
    return {};
  }
  give(request.head);
  const auto interim = client.read_response();
  if (interim.status != 100 || !interim.headers.empty()) {
    return tl::unexpected("instead of 100 Continue: " + std::to_string(interim.status));
  }
  give(request.body);
  return {};
}

// What went wrong; empty = the recorded answers came.
std::string replay(const WireGateway& gateway, const WireFile& file, Delivery delivery) {
  const std::string token = file.wants_token ? gateway.log_in() : "";
  for (const auto& line : file.platform) gateway.tell_platform(line);
  RawClient client(gateway.port());
  for (const auto& exchange : file.exchanges) {
    const auto request = wire_request(exchange.request, token, delivery);
    const auto sent = send(client, request, delivery);
    if (!sent) return sent.error();
    const auto response = client.read_response(request.head.starts_with("HEAD "));
    const auto difference = response_difference(exchange.response, response);
    if (!difference.empty()) return difference;
    const bool closes = exchange.response.find("\nConnection: close") != std::string::npos;
    if (!closes) continue;
    const auto rest = client.read_until_close();
    return rest.empty() ? "" : "after the answer: " + rest;
  }
  return {};
}

// One gateway per set of settings, as they are needed.
class Gateways {
 public:
  const WireGateway& with(const Process::Environment& settings) {
    auto& gateway = running_[settings];
    if (!gateway) gateway = std::make_unique<WireGateway>(settings);
    return *gateway;
  }

  void stop_all() {
    for (auto& [settings, gateway] : running_) {
      CHECK(gateway->stop() == 0);
      const auto errors = gateway->errors();
      CHECK_MESSAGE(errors.find("Sanitizer") == std::string::npos, errors);
      CHECK_MESSAGE(errors.find("runtime error") == std::string::npos, errors);
    }
  }

 private:
  std::map<Process::Environment, std::unique_ptr<WireGateway>> running_;
};

bool suits(const WireFile& file, Delivery delivery) {
  if (delivery == Delivery::whole) return true;
  return !file.whole_only && (delivery != Delivery::chunked || file.can_be_chunked());
}

// False: the file does not suit the delivery.
bool replay_file(Gateways& gateways, const std::filesystem::path& path, Delivery delivery) {
  const auto golden = testing::read_golden(path);
  REQUIRE_MESSAGE(golden, golden.error());
  const auto file = read_wire_file(*golden);
  REQUIRE_MESSAGE(file, (path.filename().string() + ": " + file.error()));
  if (!suits(*file, delivery)) return false;
  const WireGateway& gateway = gateways.with(file->settings);
  std::string wrong;
  try {
    wrong = replay(gateway, *file, delivery);
  } catch (const std::exception& error) {
    wrong = error.what();
  }
  gateway.tell_platform("DELETE /sim/faults");
  const std::string what = path.filename().string() + ": " + wrong;
  CHECK_MESSAGE(wrong.empty(), what);
  return true;
}

void replay_all(Delivery delivery) {
  Gateways gateways;
  std::size_t replayed = 0;
  for (const auto& path : testing::golden_files(kDirectory)) {
    if (path.filename() == "CMakeLists.txt") continue;
    replayed += replay_file(gateways, path, delivery);
  }
  CHECK(replayed >= 90);
  gateways.stop_all();
}

// The tables of README.md that say what shows what: the names in the last cells.
std::set<std::string> names_in_readme() {
  std::ifstream file(std::string(kDirectory) + "/README.md");
  std::set<std::string> names;
  for (std::string line; std::getline(file, line) && line != "## Format";) {
    if (!line.starts_with("| ") || !line.ends_with(" |")) continue;
    auto at = line.rfind(" | ");
    while ((at = line.find('`', at)) != std::string::npos) {
      const auto end = line.find('`', at + 1);
      if (end == std::string::npos) break;
      names.insert(line.substr(at + 1, end - at - 1));
      at = end + 1;
    }
  }
  return names;
}

}  // namespace

TEST_CASE("every recorded exchange in one piece") { replay_all(Delivery::whole); }
TEST_CASE("every recorded exchange in chunks") { replay_all(Delivery::chunked); }
TEST_CASE("every recorded exchange byte by byte") { replay_all(Delivery::byte_by_byte); }

TEST_CASE("README.md says of every file what it shows, and names no file there is not") {
  namespace fs = std::filesystem;
  const auto names = names_in_readme();
  for (const auto& path : testing::golden_files(kDirectory)) {
    if (path.filename() == "CMakeLists.txt") continue;
    CHECK_MESSAGE(names.contains(path.stem().string()), path.stem().string());
  }
  for (const auto& name : names) {
    if (name.find(": ") != std::string::npos) continue;  // a header
    const bool elsewhere = name.find('/') != std::string::npos;
    const fs::path file = elsewhere ? fs::path(uws::test::source_path()) / name
                                    : fs::path(kDirectory) / (name + ".txt");
    CHECK_MESSAGE(fs::exists(file), name);
  }
}
