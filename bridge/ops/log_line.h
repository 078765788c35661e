#pragma once
// Turning one line's values into text or JSON; no I/O.

#include <chrono>
#include <span>
#include <string>

#include "bridge/ops/log.h"
#include "bridge/ops/secrets.h"

namespace uws::ops {

struct Line {
  std::chrono::system_clock::time_point time;
  LogLevel level = LogLevel::info;
  std::string_view event;
  std::span<const Field> fields;
};

// Both without the values of `secrets`.
//
// `2024-05-01T10:00:00.123Z info event name=value other="two words"`; control characters are
// escaped, so that a value cannot start a line of its own.
std::string text_line(const Line& line, const Secrets& secrets);
// One JSON object: time, level, event, then the fields.
std::string json_line(const Line& line, const Secrets& secrets);

std::string_view level_name(LogLevel level);

}  // namespace uws::ops
