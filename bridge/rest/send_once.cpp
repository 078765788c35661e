#include "bridge/rest/send_once.h"

namespace uws::rest {

namespace asio = boost::asio;

asio::awaitable<tl::expected<http::ClientReply, http::ClientError>> send_once(
    http::Client& http, http::ClientCall call, std::chrono::steady_clock::time_point deadline,
    RestCounters& counters) {
  for (bool again = false;; again = true) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) {
      co_return tl::unexpected(
          http::ClientError{http::ClientFailure::timeout, false, "no time left"});
    }
    call.timeout = left;
    http::ClientCall attempt = call;
    auto reply = co_await http.perform(std::move(attempt));
    const bool repeat = !reply && !again && !reply.error().may_have_arrived &&
                        (reply.error().kind == http::ClientFailure::connect ||
                         reply.error().kind == http::ClientFailure::tls);
    if (!repeat) co_return reply;
    ++counters.connection_retries;
  }
}

}  // namespace uws::rest
