#pragma once
// What the REST client is told.

#include <chrono>
#include <string>

namespace uws::rest {

struct Settings {
  std::string base_url;   // "https://host/api"; RestCall::path is appended
  std::string token_url;  // absolute URL of the OAuth token endpoint
  std::string app_key, app_secret;
  // One whole REST call with bearer and retry; old clients give up at 60 s, so < 55 s.
  std::chrono::milliseconds timeout{50'000};
};

}  // namespace uws::rest
