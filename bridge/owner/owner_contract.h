#pragma once
// The contract of [contract] directory: read, matched with the built-in one, and shared by all
// threads for as long as somebody uses it.

#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "contract/callback_layout.h"
#include "contract/match.h"
#include "contract/owner_files.h"

namespace uws::owner {

using Problems = std::vector<std::string>;

// Immutable once it is loaded.
struct OwnerContract {
  contract::OwnerFiles files;
  contract::Matching matching;                                // with what is found of callbacks
  std::shared_ptr<const contract::CallbackLayout> callbacks;  // null: his files have no message
  // Built-in service -> what is published at its address; one his files do not describe has none.
  std::map<std::string, const contract::DocumentSet*> documents;
  // Where his clients find a service besides contract::service_path: by the path of a port with
  // its percent escapes decoded.
  struct Place {
    std::string service;  // built-in
    std::string spelt;    // the path as his files have it
  };
  std::map<std::string, Place> places;

  const contract::Plan& plan() const { return *matching.plan; }
};
using Shared = std::shared_ptr<const OwnerContract>;

// Errors: one line each, of files that cannot be read or contradict each other and of rules that
// mean nothing. What is open is no error.
tl::expected<Shared, Problems> load(const std::string& directory);

// Thread-safe.
class LiveContract {
 public:
  LiveContract(std::string directory, Shared first)
      : directory_(std::move(directory)), current_(std::move(first)) {}

  // For one call or callback, from its beginning to its end.
  Shared current() const { return current_.load(std::memory_order_acquire); }
  // Reads the directory again; on an error everything stays as it was.
  tl::expected<Shared, Problems> reload();
  const std::string& directory() const { return directory_; }

 private:
  const std::string directory_;
  std::atomic<Shared> current_;
};

}  // namespace uws::owner
