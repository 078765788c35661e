#include "bridge/ops/logged_events.h"

namespace uws::ops {
namespace {

constexpr std::size_t kMostCallbackPaths = 1'000;

}  // namespace

void LoggedEvents::write(LogLevel level, std::string_view line, Fields fields) {
  log_.write(level, line, fields);
}

void LoggedEvents::call(const Access& access, Outcome outcome) {
  metrics_.call(access.operation, outcome, access.ms / 1000.0);
  log_.access(access);
  if (access.reason.empty()) return;
  log_.debug("refused", {{"request_id", access.request_id},
                         {"operation", access.operation},
                         {"status", access.status},
                         {"fault", access.fault},
                         {"reason", access.reason}});
}

void LoggedEvents::rest_call(int status) { metrics_.rest_call(status); }

void LoggedEvents::unmapped(Unmapped whose, std::string_view where, std::string_view path) {
  if (whose == Unmapped::rest) {
    if (!metrics_.unmapped(where, path)) return;
    log_.warn("unmapped REST member", {{"operation", where}, {"path", path}});
  } else if (!is_news(where, path)) {
    return;
  } else if (whose == Unmapped::callback) {
    log_.warn("unmapped callback member", {{"service", where}, {"path", path}});
  } else {
    log_.warn(whose == Unmapped::request ? "a member of the owner's contract is not read"
                                         : "a value does not fit the owner's contract",
              {{"operation", where}, {"member", path}});
  }
}

bool LoggedEvents::is_news(std::string_view service, std::string_view path) {
  const std::lock_guard lock(mutex_);
  if (callback_paths_.size() >= kMostCallbackPaths) return false;
  return callback_paths_.insert(std::string(service) + ' ' + std::string(path)).second;
}

void LoggedEvents::secret(std::string_view text) { log_.protect(text); }

std::string LoggedEvents::redacted(std::string_view text) const { return log_.redact(text); }

}  // namespace uws::ops
