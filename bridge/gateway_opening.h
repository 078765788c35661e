#pragma once
// What a gateway needs from outside before it is put together.

#include <memory>
#include <optional>
#include <tl/expected.hpp>
#include <vector>

#include "bridge/config/config.h"
#include "bridge/http/server.h"
#include "bridge/ops/descriptors.h"
#include "bridge/owner/owner_contract.h"
#include "bridge/store/store.h"

namespace uws {

// Exit code of a process that could not begin, or go on.
inline constexpr int kExitFailed = 1;

struct Opened {
  ops::Descriptors descriptors;
  std::vector<http::Listen> listeners;
  std::optional<owner::LiveContract> owner;  // none: the built-in contract
  std::unique_ptr<store::Store> store;
};

// Raises the limit of descriptors, reads certificates and the owner's contract, opens the store.
// Error: the exit code; standard error has been told why.
tl::expected<std::unique_ptr<Opened>, int> open_for(const config::Config& config);

}  // namespace uws
