#include "bridge/admin/status_pages.h"

#include <utility>

namespace uws::admin {
namespace {

http::Response ready_page(const std::vector<ReadyCheck>& checks) {
  std::string problems;
  for (const auto& check : checks) {
    if (const auto problem = check.problem()) problems += check.name + ": " + *problem + "\n";
  }
  return problems.empty() ? page_of(200, "ready\n") : page_of(503, problems);
}

}  // namespace

ReadyCheck store_works(store::Store& store) {
  return {"store", [&store]() -> std::optional<std::string> {
            const auto trouble = store.trouble();
            if (!trouble) return std::nullopt;
            store.probe();
            return trouble->message;
          }};
}

void watch(store::Store& store, ops::Events& events) {
  store.watch([&events](const std::optional<store::Error>& trouble) {
    if (trouble) {
      events.error("the store fails", {{"reason", trouble->message}});
    } else {
      events.warn("the store works again");
    }
  });
}

Routes status_pages(const ops::Metrics& metrics, std::vector<ReadyCheck> checks) {
  const auto health = [](const Asked&) { return ready_made(page_of(200, "ok\n")); };
  const auto ready = [checks = std::move(checks)](const Asked&) {
    return ready_made(ready_page(checks));
  };
  const auto numbers = [&metrics](const Asked&) {
    return ready_made(page_of(200, metrics.text(), "text/plain; version=0.0.4; charset=utf-8"));
  };
  return {{"GET", "/healthz", health}, {"GET", "/readyz", ready}, {"GET", "/metrics", numbers}};
}

}  // namespace uws::admin
