#pragma once
// One request upstream, sent again only when the first attempt cannot have reached anybody.

#include <boost/asio/awaitable.hpp>
#include <chrono>

#include "bridge/rest/client.h"

namespace uws::rest {

// Performs `call` before `deadline`. A connection that failed before it carried a byte is tried
// once more, counted in `counters`. call.timeout is set from the deadline.
boost::asio::awaitable<tl::expected<http::ClientReply, http::ClientError>> send_once(
    http::Client& http, http::ClientCall call, std::chrono::steady_clock::time_point deadline,
    RestCounters& counters);

}  // namespace uws::rest
