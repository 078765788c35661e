#include "simulator/sim_time.h"

#include <cstdio>

#include "base/text.h"

namespace uws::simulator {
namespace {

namespace chrono = std::chrono;

using base::take;
using base::take_digits;

std::optional<chrono::milliseconds> take_time_of_day(std::string_view& text) {
  const auto hour = take_digits(text, 2);
  const bool colon = take(text, ':');
  const auto minute = take_digits(text, 2);
  if (!hour || !colon || !minute) return std::nullopt;
  chrono::milliseconds time = chrono::hours(*hour) + chrono::minutes(*minute);
  if (take(text, ':')) {
    const auto second = take_digits(text, 2);
    if (!second) return std::nullopt;
    time += chrono::seconds(*second);
  }
  if (take(text, '.')) {
    int scale = 100;
    while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
      time += chrono::milliseconds((text.front() - '0') * scale);
      scale /= 10;
      text.remove_prefix(1);
    }
  }
  return time;
}

// Minutes east of Greenwich; 0 when there is no zone.
std::optional<chrono::minutes> take_zone(std::string_view& text) {
  if (text.empty() || text == "Z") {
    text = {};
    return chrono::minutes(0);
  }
  const int sign = text.front() == '-' ? -1 : 1;
  if (!take(text, '-') && !take(text, '+')) return std::nullopt;
  const auto hour = take_digits(text, 2);
  take(text, ':');
  const auto minute = take_digits(text, 2);
  if (!hour || !minute) return std::nullopt;
  take(text, 'Z');
  return sign * (chrono::hours(*hour) + chrono::minutes(*minute));
}

std::string format(TimePoint time, const char* zone) {
  const auto day = chrono::floor<chrono::days>(time);
  const chrono::year_month_day date(day);
  const chrono::hh_mm_ss clock(chrono::floor<chrono::seconds>(time - day));
  char text[48];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d%s", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()), zone);
  return text;
}

}  // namespace

TimePoint Clock::now() const {
  return chrono::floor<chrono::milliseconds>(chrono::system_clock::now()) + offset_;
}

std::optional<TimePoint> parse_time(std::string_view text) {
  const auto year = take_digits(text, 4);
  if (!year || !take(text, '-')) return std::nullopt;
  const auto month = take_digits(text, 2);
  if (!month || !take(text, '-')) return std::nullopt;
  const auto day = take_digits(text, 2);
  if (!day) return std::nullopt;
  const chrono::year_month_day date(chrono::year(*year),
                                    chrono::month(static_cast<unsigned>(*month)),
                                    chrono::day(static_cast<unsigned>(*day)));
  if (!date.ok()) return std::nullopt;
  TimePoint time = chrono::sys_days(date);
  if (text.empty()) return time;
  if (!take(text, 'T') && !take(text, ' ')) return std::nullopt;
  const auto of_day = take_time_of_day(text);
  if (!of_day) return std::nullopt;
  const auto zone = take_zone(text);
  if (!zone || !text.empty()) return std::nullopt;
  return time + *of_day - *zone;
}

std::string format_zoned(TimePoint time) { return format(time - chrono::hours(5), "-05:00"); }

std::string format_utc(TimePoint time) { return format(time, "Z"); }

std::string format_date(TimePoint time) { return format(time, "").substr(0, 10); }

}  // namespace uws::simulator
