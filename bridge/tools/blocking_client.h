#pragma once
// HTTP calls for tools that do one thing after the other.

#include <memory>

#include "bridge/http/settings.h"
#include "bridge/recording/replayer.h"

namespace uws::tools {

// Connections are kept from call to call.
recording::Send blocking_client(http::ClientLimits limits);

}  // namespace uws::tools
