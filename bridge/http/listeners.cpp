#include "bridge/http/listeners.h"

#include <algorithm>
#include <ostream>

#include "bridge/http/tls.h"

namespace uws::http {

Listeners::Listeners(Pool& pool, const std::vector<Listen>& wanted, ops::Events& events)
    : events_(events) {
  for (const auto& listen : wanted) {
    servers_.push_back(std::make_unique<Server>(pool, listen, events));
    if (listen.tls) certificates_.emplace_back(listen.name, listen.tls);
  }
}

Server* Listeners::find(std::string_view name) const {
  const auto found =
      std::ranges::find_if(servers_, [&](const auto& server) { return server->name() == name; });
  return found == servers_.end() ? nullptr : found->get();
}

void Listeners::announce(std::ostream& out) const {
  for (const auto& server : servers_) {
    out << "listening " << server->name() << ' ' << server->endpoint() << std::endl;
  }
}

std::optional<std::string> Listeners::trouble() const {
  if (draining_) return "draining";
  for (const auto& server : servers_) {
    if (!server->accepting()) return server->name() + " does not accept connections";
  }
  return std::nullopt;
}

void Listeners::reload_certificates() {
  for (const auto& [name, context] : certificates_) {
    if (const auto done = context->reload()) {
      events_.info("certificate reloaded", {{"listener", name}});
    } else {
      events_.error("certificate not reloaded, the old one stays",
                    {{"listener", name}, {"reason", done.error()}});
    }
  }
}

void Listeners::drain(const Server& open, std::chrono::milliseconds patience,
                      std::function<void()> drained) {
  draining_ = true;
  open_ = servers_.size() - 1;
  const auto closed = [this, drained = std::move(drained)] {
    if (--open_ == 0) drained();
  };
  for (const auto& server : servers_) {
    if (server.get() != &open) server->drain(patience, closed);
  }
}

}  // namespace uws::http
