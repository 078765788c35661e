#pragma once
// Where callbacks may go. A registration names any URL it likes, and the gateway stands inside of a
// company's network: what it may be made to call is bounded here, when a URL is registered and
// again for the address of every connection, so that a name that leads elsewhere by then changes
// nothing.
//
// The ports are the platform's own (the listener page of the old service): 80, 443, 9001-9006,
// 28200-28220, 50551-50559.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ip_ranges.h"
#include "bridge/callback/settings.h"

namespace uws::callback {

// "8080" or "9000-9100"
bool is_port_range(std::string_view text);

// Never changes after the last never_call(); any thread.
class ReceiverRules {
 public:
  // Texts of `settings` that are no ranges allow nothing.
  explicit ReceiverRules(const ReceiverSettings& settings);

  // A listener of this process: its address, 0.0.0.0 and :: for all of this machine, and its port.
  void never_call(const base::IpAddress& address, std::uint16_t port);

  // Which rule `url` breaks, as a sentence that a client may read; nothing = none. A host name is
  // not looked up. REQUIRES nothing of `url`.
  std::optional<std::string> refusal(std::string_view url) const;
  // The same for an address that is about to be called.
  std::optional<std::string> refusal(const base::IpAddress& address, std::uint16_t port) const;

 private:
  struct Ports {
    unsigned first = 0, last = 0;
  };
  std::optional<std::string> port_refusal(unsigned port) const;
  static std::optional<Ports> parse(std::string_view text);
  friend bool is_port_range(std::string_view text);
  struct Listener {
    base::IpAddress address;
    std::uint16_t port = 0;
  };

  base::IpRanges allowed_;
  std::vector<Ports> ports_;
  std::vector<Listener> own_;
};

}  // namespace uws::callback
