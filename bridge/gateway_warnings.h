#pragma once
// What an operator should hear at start about a configuration that is allowed and may surprise.

#include <cstddef>
#include <utility>
#include <vector>

#include "bridge/http/server.h"
#include "bridge/ops/config.h"
#include "bridge/ops/log.h"

namespace uws {

// Name ("soap", "soap-tls") and server of every listener.
using Listeners = std::vector<std::pair<const char*, http::Server*>>;

// One warning each: fewer `descriptors` for clients than max_connections; an admin listener that
// the network reaches without a token; listeners that ask for no certificate while another must.
void warn_at_start(ops::Logger& log, const ops::Config& config, std::size_t descriptors,
                   const Listeners& listeners);

}  // namespace uws
