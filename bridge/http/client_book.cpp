#include "bridge/http/client_book.h"

#include <algorithm>

#include "base/url.h"

namespace uws::http {

bool ClientBook::enter(std::string_view peer) {
  if (max_connections_ == 0) return true;
  std::lock_guard const lock(mutex_);
  auto& client = clients_[std::string(base::host_of(peer))];
  if (client.connections >= max_connections_) return false;
  ++client.connections;
  return true;
}

void ClientBook::leave(std::string_view peer) {
  if (max_connections_ == 0) return;
  std::lock_guard const lock(mutex_);
  auto const found = clients_.find(std::string(base::host_of(peer)));
  if (found == clients_.end() || --found->second.connections > 0) return;
  // Who has asked something is remembered until it is quiet.
  if (!found->second.filled_at) clients_.erase(found);
}

bool ClientBook::may_ask(std::string_view peer, Clock::time_point now) {
  if (per_second_ == 0) return true;
  std::lock_guard const lock(mutex_);
  if (clients_.size() >= look_at_) forget_quiet(now);
  auto& client = clients_[std::string(base::host_of(peer))];
  fill(client, now);
  if (client.tokens < 1) return false;
  client.tokens -= 1;
  return true;
}

std::size_t ClientBook::known() const {
  std::lock_guard const lock(mutex_);
  return clients_.size();
}

void ClientBook::fill(Client& client, Clock::time_point now) const {
  if (!client.filled_at) {
    client.tokens = per_second_;
  } else {
    std::chrono::duration<double> const passed = now - *client.filled_at;
    client.tokens = std::min(per_second_, client.tokens + passed.count() * per_second_);
  }
  client.filled_at = now;
}

// Who has no connection and has asked nothing for a second is as good as new.
void ClientBook::forget_quiet(Clock::time_point now) {
  std::erase_if(clients_, [&](const auto& known) {
    auto const& client = known.second;
    bool const quiet = !client.filled_at || now - *client.filled_at > std::chrono::seconds(1);
    return client.connections == 0 && quiet;
  });
  look_at_ = std::max<std::size_t>(1'024, 2 * clients_.size());
}

}  // namespace uws::http
