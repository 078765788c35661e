#pragma once
// Secret callback addresses that were found in the database, so that a webhook need not ask again.

#include <cstdint>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <unordered_map>

namespace uws::store {

// Whom a secret callback address belongs to.
struct CallbackAddress {
  long long registration = 0;
  // credentials_hash() of the only username and password accepted there (base/crypto.h).
  std::string credentials;
  // Whether the platform is known to have taken this address (bridge/store/registrar.h).
  bool confirmed = false;
};

// Any thread. What is remembered is forgotten before a change of any registration is answered.
class AddressBook {
 public:
  // The state of the book; an address read from the database under one may be kept under it only.
  std::uint64_t edition() const {
    const std::shared_lock lock(mutex_);
    return edition_;
  }
  // `hash`: SHA-256 of the address's secret.
  std::optional<CallbackAddress> find(const std::string& hash) const {
    const std::shared_lock lock(mutex_);
    const auto found = known_.find(hash);
    return found == known_.end() ? std::nullopt : std::optional(found->second);
  }
  void keep(const std::string& hash, const CallbackAddress& address, std::uint64_t edition) {
    const std::unique_lock lock(mutex_);
    if (edition == edition_) known_.insert_or_assign(hash, address);
  }
  void forget() {
    const std::unique_lock lock(mutex_);
    ++edition_;
    known_.clear();
  }

 private:
  mutable std::shared_mutex mutex_;
  std::uint64_t edition_ = 0;
  std::unordered_map<std::string, CallbackAddress> known_;
};

}  // namespace uws::store
