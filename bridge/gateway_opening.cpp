#include "bridge/gateway_opening.h"

#include <iostream>

#include "bridge/gateway_listeners.h"
#include "bridge/tools/cli.h"

namespace uws {
namespace {

tl::unexpected<int> fail(const std::string& why, int code = tools::kExitUsage) {
  std::cerr << "uws-bridge: " << why << '\n';
  return tl::unexpected(code);
}

}  // namespace

tl::expected<std::unique_ptr<Opened>, int> open_for(const config::Config& config) {
  auto made = std::make_unique<Opened>();
  made->descriptors = ops::raise_descriptor_limit();
  auto listeners = listeners_of(config, made->descriptors);
  if (!listeners) return fail(listeners.error());
  made->listeners = std::move(*listeners);
  if (!config.contract.directory.empty()) {
    auto contract = owner::load(config.contract.directory);
    if (!contract) {
      for (const auto& problem : contract.error()) fail(problem);
      return tl::unexpected(tools::kExitUsage);
    }
    made->owner.emplace(config.contract.directory, std::move(*contract));
  }
  store::Settings where;
  where.url = config.store.url;
  where.room = {config.store.max_bytes, config.store.min_free_bytes};
  auto store = store::Store::open(where);
  if (!store) {
    const bool usage = store.error().kind == store::ErrorKind::unusable;
    return fail(store.error().message, usage ? tools::kExitUsage : kExitFailed);
  }
  made->store = std::move(*store);
  return made;
}

}  // namespace uws
