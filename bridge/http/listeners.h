#pragma once
// The servers of one process, by name.

#include <atomic>
#include <chrono>
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/http/server.h"
#include "bridge/ops/events.h"

namespace uws::http {

class Listeners {
 public:
  // Binds all; throws std::system_error. What is referred to must outlive this object.
  Listeners(Pool& pool, const std::vector<Listen>& wanted, ops::Events& events);

  const std::vector<std::unique_ptr<Server>>& all() const { return servers_; }
  // Null = none of that name.
  Server* find(std::string_view name) const;
  // "listening NAME ADDRESS", a line each.
  void announce(std::ostream& out) const;
  // "draining", or which one does not accept connections; nothing = all do.
  std::optional<std::string> trouble() const;
  // Reads certificates and keys again, for new connections; what cannot be read stays in force.
  void reload_certificates();
  // Drains all but `open`, then calls `drained`, on some thread of the pool. Call once.
  void drain(const Server& open, std::chrono::milliseconds patience, std::function<void()> drained);

 private:
  ops::Events& events_;
  std::vector<std::unique_ptr<Server>> servers_;
  std::vector<std::pair<std::string, std::shared_ptr<TlsContext>>> certificates_;
  std::atomic<bool> draining_{false};
  std::atomic<std::size_t> open_{0};
};

}  // namespace uws::http
