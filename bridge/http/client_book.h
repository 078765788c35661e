#pragma once
// What each client, told apart by its address, may have of one server. Thread-safe.

#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace uws::http {

class ClientBook {
 public:
  using Clock = std::chrono::steady_clock;

  // 0 = no limit. Requests: as many at once as in a second.
  ClientBook(std::size_t max_connections, std::size_t requests_per_second)
      : max_connections_(max_connections), per_second_(static_cast<double>(requests_per_second)) {}

  // A connection of `peer` ("127.0.0.1:40312") has come. False when it is one too many; each that
  // was let in leaves.
  bool enter(std::string_view peer);
  void leave(std::string_view peer);
  // Whether a request of `peer` comes in time.
  bool may_ask(std::string_view peer, Clock::time_point now = Clock::now());
  // Clients remembered.
  std::size_t known() const;

 private:
  struct Client {
    std::size_t connections = 0;
    double tokens = 0;
    std::optional<Clock::time_point> filled_at;  // nothing: it has asked nothing yet
  };
  void fill(Client& client, Clock::time_point now) const;
  void forget_quiet(Clock::time_point now);

  const std::size_t max_connections_;
  const double per_second_;
  mutable std::mutex mutex_;
  std::unordered_map<std::string, Client> clients_;
  std::size_t look_at_ = 1'024;  // clients known when the quiet ones are looked for next
};

}  // namespace uws::http
