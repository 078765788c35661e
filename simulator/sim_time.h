#pragma once
// The simulated time and its spellings.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace uws::simulator {

using TimePoint = std::chrono::sys_time<std::chrono::milliseconds>;

// The wall clock plus what the tests have advanced it by.
class Clock {
 public:
  TimePoint now() const;
  void advance(std::chrono::milliseconds by) { offset_ += by; }

 private:
  std::chrono::milliseconds offset_{0};
};

// Reads ISO 8601: date, optional time, fraction and zone; also the "-08:00Z" of the examples.
// Without a zone the time is UTC.
std::optional<TimePoint> parse_time(std::string_view text);

// "2026-08-07T10:42:15-05:00": how devices and provisioning records spell it.
std::string format_zoned(TimePoint time);
// "2026-08-07T15:42:15Z": how usage records spell it.
std::string format_utc(TimePoint time);
// "2026-08-07".
std::string format_date(TimePoint time);

}  // namespace uws::simulator
