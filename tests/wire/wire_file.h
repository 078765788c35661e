#pragma once
// One file of tests/wire: HTTP exchanges as they are on the wire (README.md describes the format).

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "tests/support/golden_file.h"
#include "tests/support/process.h"
#include "tests/support/raw_client.h"

namespace uws::test {

// How the bytes of a request are handed over.
enum class Delivery { whole, chunked, byte_by_byte };

struct WireRequest {
  std::string head;  // to the empty line, with it
  std::string body;  // as it goes over the wire
};

struct WireExchange {
  std::string request;   // as recorded
  std::string response;  // as recorded
};

struct WireFile {
  Process::Environment settings;      // the gateway's own, over the usual ones
  std::vector<std::string> platform;  // lines for WireGateway::tell_platform, before all else
  bool whole_only = false;
  bool wants_token = false;
  std::vector<WireExchange> exchanges;  // on one connection, in this order

  // Whether a request can be sent in chunks: its length is the hole {{length}} and it is
  // HTTP/1.1.
  bool can_be_chunked() const;
};

// Error: the file cannot be read, or has a section it should not have.
tl::expected<WireFile, std::string> read_wire_file(const testing::GoldenFile& file);

// The bytes of a recorded request with its holes filled.
WireRequest wire_request(std::string_view recorded, std::string_view token, Delivery delivery);

// What differs between a recorded response and the one that came; empty = nothing that matters.
// Date and the right Content-Length matter in all.
std::string response_difference(std::string_view recorded, const RawResponse& response);

}  // namespace uws::test
