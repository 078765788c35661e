#pragma once
// What each room is told of the configuration.

#include <cstddef>
#include <string>

#include "bridge/http/client.h"
#include "bridge/http/server.h"
#include "bridge/ops/config.h"
#include "bridge/rest/client.h"

namespace uws {

// `connections`: how many the process may have open when this listener takes another.
http::Limits listener_limits(const ops::Config::Limits& limits, std::size_t connections);
// Of calls to the platform, and to the receivers.
http::ClientLimits platform_limits(const ops::Config::Rest& rest);
http::ClientLimits receiver_limits(const ops::Config& config);
rest::Settings rest_settings(const ops::Config::Rest& rest);
// "https://host/api/" as "https://host/api": RestCall::path begins with a slash.
std::string without_final_slash(std::string url);

}  // namespace uws
