#include "bridge/http/client_counts.h"

#include "base/url.h"

namespace uws::http {
namespace {

constexpr std::size_t kMostClients = 1'000;

}  // namespace

void ClientCounts::count(std::string_view peer) {
  std::string address(base::host_of(peer));
  const std::lock_guard lock(mutex_);
  const bool known = counts_.contains(address);
  if (!known && counts_.size() >= kMostClients) address = "other";
  ++counts_[address];
}

std::map<std::string, double> ClientCounts::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

HandlerFactory counted(HandlerFactory handlers, ClientCounts& counts) {
  return [handlers = std::move(handlers), &counts](asio::io_context& io) -> Handler {
    return [handler = handlers(io), &counts](Request request) {
      counts.count(request.peer);
      return handler(std::move(request));
    };
  };
}

}  // namespace uws::http
