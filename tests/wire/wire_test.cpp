#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <set>

#include "tests/support/data_cases.h"
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
std::string replay(WireGateway& gateway, const WireFile& file, Delivery delivery) {
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
  WireGateway& with(const Process::Environment& settings) {
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

tl::expected<WireFile, std::string> read(const std::filesystem::path& path) {
  const auto golden = testing::read_golden(path);
  return golden ? read_wire_file(*golden) : tl::unexpected(golden.error());
}

void replay_file(Gateways& gateways, const std::filesystem::path& path, Delivery delivery) {
  const auto file = read(path);
  REQUIRE_MESSAGE(file, file.error());
  WireGateway& gateway = gateways.with(file->settings);
  std::string wrong;
  try {
    wrong = replay(gateway, *file, delivery);
  } catch (const std::exception& error) {
    wrong = error.what();
  }
  gateway.tell_platform("DELETE /sim/faults");
  CHECK_MESSAGE(wrong.empty(), wrong);
}

Gateways& gateways_of(Delivery delivery) {
  static std::map<Delivery, Gateways> all;
  return all[delivery];
}

// The files that suit the delivery; one that cannot be read is replayed, and fails.
std::vector<DataCase> files_for(Delivery delivery) {
  auto cases = cases_below(kDirectory, nullptr);
  std::erase_if(cases, [&](const auto& each) {
    const auto file = read(each.file);
    return file && !suits(*file, delivery);
  });
  for (auto& each : cases) {
    each.check = [path = each.file, delivery] {
      replay_file(gateways_of(delivery), path, delivery);
    };
  }
  return cases;
}

DataCases replayed(const std::string& how, Delivery delivery) {
  return {how, [=] { return files_for(delivery); }, [=] { gateways_of(delivery).stop_all(); }};
}

const auto kWhole = replayed("in one piece", Delivery::whole);
const auto kChunked = replayed("in chunks", Delivery::chunked);
const auto kByteByByte = replayed("byte by byte", Delivery::byte_by_byte);

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

TEST_CASE("at least 90 files are replayed in each way") {
  for (const auto delivery : {Delivery::whole, Delivery::chunked, Delivery::byte_by_byte}) {
    CHECK(files_for(delivery).size() >= 90);
  }
}

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
