#include "bridge/http/client_counts.h"

namespace uws::http {
namespace {

constexpr std::size_t kMostClients = 1'000;

std::string address_of(std::string_view peer) {
  auto address = peer.substr(0, peer.rfind(':'));
  if (address.starts_with('[') && address.ends_with(']')) {
    address = address.substr(1, address.size() - 2);
  }
  return std::string(address);
}

}  // namespace

void ClientCounts::count(std::string_view peer) {
  auto address = address_of(peer);
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
