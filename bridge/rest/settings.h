#pragma once
// What the REST client is told.

#include <chrono>
#include <cstddef>
#include <string>

namespace uws::rest {

// Bytes of an error's body that is read for its code; a longer one says nothing.
inline constexpr std::size_t kLongestError = 64 * 1024;

struct Settings {
  std::string base_url;   // "https://host/api"; RestCall::path is appended
  std::string token_url;  // absolute URL of the OAuth token endpoint
  std::string app_key, app_secret;
  // One whole REST call with bearer and retry; old clients give up at 60 s, so < 55 s.
  std::chrono::milliseconds timeout{50'000};
  // Calls in a row that were not answered before further ones fail at once; 0 = never.
  std::size_t breaker_failures = 10;
  // How long a refused password is answered from memory (bridge/rest/login_guard.h); 0 = never.
  std::chrono::milliseconds login_memory{std::chrono::minutes(15)};
};

}  // namespace uws::rest
