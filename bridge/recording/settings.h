#pragma once
// What the gateway is told about recordings and the shadow.

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace uws::recording {

struct RecorderSettings {
  std::string directory = {};  // empty = nothing is recorded; made when it is not there (0700)
  // Of all files of the folder together; the oldest ones go.
  std::size_t max_bytes = 100 * 1024 * 1024;
  std::vector<std::string> operations = {};  // "CarrierService.*", "*.LogIn"; empty = all
  std::vector<std::string> scrub = {};       // "identifiers", "names", "addresses"

  bool wanted() const { return !directory.empty(); }
};

struct ShadowSettings {
  std::string old_service_url = {};           // "https://host[:port]"; empty = there is no shadow
  std::string serve = "new";                  // or "old": who answers the clients
  std::size_t sample = 100;                   // percent of the reads that go to the other side too
  std::chrono::milliseconds timeout{30'000};  // of one call of the old service

  bool wanted() const { return !old_service_url.empty(); }
};

// Whether `pattern` is "*", or names `operation`, or has a "*" for the one or the other end of it.
bool fits(std::string_view pattern, std::string_view operation);

}  // namespace uws::recording
