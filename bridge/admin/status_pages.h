#pragma once
// How the process is:
//
//   GET /healthz   200: it answers
//   GET /readyz    200: it should get traffic      503: why not, a line for each reason
//   GET /metrics   the numbers of bridge/ops/metrics.h

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "bridge/admin/router.h"
#include "bridge/ops/metrics.h"
#include "bridge/store/store.h"

namespace uws::admin {

// One reason not to be ready: nothing when all is well, else a short text for the operator. Called
// on a listener thread; must not block for long and must be thread-safe.
struct ReadyCheck {
  std::string name;  // "store"
  std::function<std::optional<std::string>()> problem;
};

// The trouble `store` is in; to ask makes it try whether it works again.
ReadyCheck store_works(store::Store& store);

// Tells `events`, which must outlive the store, when such trouble begins and ends.
void watch(store::Store& store, ops::Events& events);

// `metrics` must outlive the pages.
Routes status_pages(const ops::Metrics& metrics, std::vector<ReadyCheck> checks);

}  // namespace uws::admin
