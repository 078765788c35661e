#pragma once
// Turning one line's values into text or JSON; no I/O.

#include <chrono>
#include <functional>
#include <span>
#include <string>

#include "bridge/ops/log.h"

namespace uws::ops {

struct Line {
  std::chrono::system_clock::time_point time;
  LogLevel level = LogLevel::info;
  std::string_view event;
  std::span<const Field> fields;
};

// Removes secrets from a text value.
using Redact = std::function<std::string(std::string_view)>;

// `2024-05-01T10:00:00.123Z info event name=value other="two words"`; control characters are
// escaped, so that a value cannot start a line of its own.
std::string text_line(const Line& line, const Redact& redact);
// One JSON object: time, level, event, then the fields.
std::string json_line(const Line& line, const Redact& redact);

std::string_view level_name(LogLevel level);

}  // namespace uws::ops
