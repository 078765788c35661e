#pragma once
// The events of a process in its log and its metrics.

#include <mutex>
#include <set>
#include <string>

#include "bridge/ops/events.h"
#include "bridge/ops/metrics.h"

namespace uws::ops {

class LoggedEvents final : public Events {
 public:
  // Both must outlive this.
  LoggedEvents(Logger& log, Metrics& metrics) : log_(log), metrics_(metrics) {}

  void write(LogLevel level, std::string_view line, Fields fields) override;
  void call(const Access& access, Outcome outcome) override;
  void rest_call(int status) override;
  // The first of its kind gets a line, up to 1,000 of callbacks.
  void unmapped(Unmapped whose, std::string_view where, std::string_view path) override;
  void secret(std::string_view text) override;
  std::string redacted(std::string_view text) const override;

 private:
  bool is_news(std::string_view service, std::string_view path);

  Logger& log_;
  Metrics& metrics_;
  std::mutex mutex_;
  std::set<std::string> callback_paths_;
};

}  // namespace uws::ops
