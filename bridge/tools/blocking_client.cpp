#include "bridge/tools/blocking_client.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <optional>

#include "bridge/http/client.h"

namespace uws::tools {
namespace {

using Result = tl::expected<http::ClientReply, http::ClientError>;

struct Held {
  explicit Held(http::ClientLimits limits) : client(io, std::move(limits)) {}
  boost::asio::io_context io;
  http::Client client;
};

}  // namespace

recording::Send blocking_client(http::ClientLimits limits) {
  auto held = std::make_shared<Held>(std::move(limits));
  return [held](http::ClientCall call) -> tl::expected<recording::Answer, std::string> {
    std::optional<Result> result;
    boost::asio::co_spawn(held->io, held->client.perform(std::move(call)),
                          [&](const std::exception_ptr& error, Result reply) {
                            if (!error) result = std::move(reply);
                          });
    held->io.restart();
    while (!result && held->io.run_one() > 0) {
    }
    if (!result) return tl::unexpected(std::string("the client failed"));
    if (!*result) return tl::unexpected(result->error().message);
    auto& reply = **result;
    return recording::Answer{reply.status, std::move(reply.headers), std::move(reply.body)};
  };
}

}  // namespace uws::tools
