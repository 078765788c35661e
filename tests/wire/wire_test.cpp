#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/wire/wire_file.h"
#include "tests/wire/wire_gateway.h"

namespace {

using namespace uws::test;
namespace testing = uws::testing;

constexpr const char* kDirectory = UWS_SOURCE_DIR "/tests/wire";

const char* name_of(Delivery delivery) {
  return delivery == Delivery::whole     ? "whole"
         : delivery == Delivery::chunked ? "chunked"
                                         : "byte by byte";
}

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
  if (file.advance_minutes) gateway.advance(*file.advance_minutes);
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

void replay_all_ways(const WireGateway& gateway, const std::filesystem::path& path) {
  const auto golden = testing::read_golden(path);
  REQUIRE_MESSAGE(golden, golden.error());
  const auto file = read_wire_file(*golden);
  REQUIRE_MESSAGE(file, (path.filename().string() + ": " + file.error()));
  for (const auto delivery : {Delivery::whole, Delivery::chunked, Delivery::byte_by_byte}) {
    if (delivery != Delivery::whole && file->whole_only) continue;
    if (delivery == Delivery::chunked && !file->can_be_chunked()) continue;
    std::string wrong;
    try {
      wrong = replay(gateway, *file, delivery);
    } catch (const std::exception& error) {
      wrong = error.what();
    }
    const std::string what = path.filename().string() + ", " + name_of(delivery) + ": " + wrong;
    CHECK_MESSAGE(wrong.empty(), what);
  }
}

std::string readme() {
  std::ifstream file(std::string(kDirectory) + "/README.md");
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("every recorded exchange, whole, chunked and byte by byte") {
  WireGateway gateway;
  const auto files = testing::golden_files(kDirectory);
  std::size_t replayed = 0;
  for (const auto& path : files) {
    if (path.filename() == "CMakeLists.txt") continue;
    replay_all_ways(gateway, path);
    ++replayed;
  }
  CHECK(replayed >= 60);
  CHECK(gateway.stop() == 0);
  const auto errors = gateway.errors();
  CHECK_MESSAGE(errors.find("Sanitizer") == std::string::npos, errors);
  CHECK_MESSAGE(errors.find("runtime error") == std::string::npos, errors);
}

TEST_CASE("README.md names every file, and no other") {
  const std::string text = readme();
  for (const auto& path : testing::golden_files(kDirectory)) {
    const auto name = path.stem().string();
    if (path.filename() == "CMakeLists.txt") continue;
    CHECK_MESSAGE(text.find("`" + name + "`") != std::string::npos, name);
  }
  for (auto at = text.find("| `"); at != std::string::npos; at = text.find("| `", at + 1)) {
    const auto name = text.substr(at + 3, text.find('`', at + 3) - at - 3);
    CHECK_MESSAGE(std::filesystem::exists(std::string(kDirectory) + "/" + name + ".txt"), name);
  }
}
