#pragma once
// The operator's listener: /metrics, /healthz (the process answers) and /readyz (it should get
// traffic).

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "bridge/http/server.h"
#include "bridge/ops/metrics.h"
#include "bridge/store/store.h"

namespace uws::admin {

// One reason not to be ready: nothing when all is well, else a short text for the operator. Called
// on a listener thread; must not block for long and must be thread-safe.
struct ReadyCheck {
  std::string name;  // "store"
  std::function<std::optional<std::string>()> problem;
};

// A page in plain text, not to be cached; and a page as what a handler returns.
http::Response plain_page(int status, std::string body);
boost::asio::awaitable<http::Response> ready_made(http::Response response);

// What trouble the store is in; to ask makes it try whether it works again.
std::function<std::optional<std::string>()> store_trouble(store::Store& store);

// `metrics` must outlive the handler.
http::Handler admin_handler(const ops::Metrics& metrics, std::vector<ReadyCheck> checks);

}  // namespace uws::admin
