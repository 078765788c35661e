#pragma once
// What each room is told of the configuration.

#include <cstddef>

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

}  // namespace uws
