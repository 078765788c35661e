#include <charconv>
#include <cmath>

#include "base/text.h"
#include "bridge/recording/xml_compare.h"

namespace uws::recording {
namespace {

// "2026-01-31T10:00:00.120Z" cut up; `seconds` are those since 0000-03-01 in the date's own zone.
struct Moment {
  bool date = false;
  double seconds = 0;
  std::string zone;  // "", "Z", "+01:00"
};

double offset_of(std::string_view zone) {
  if (zone.size() != 6) return 0;
  auto rest = zone.substr(1);
  const auto hours = base::take_digits(rest, 2);
  base::take(rest, ':');
  const auto minutes = base::take_digits(rest, 2);
  const double offset = hours.value_or(0) * 3600.0 + minutes.value_or(0) * 60.0;
  return zone.front() == '-' ? -offset : offset;
}

double days_until(int year, int month, int day) {
  if (month < 3) {
    year -= 1;
    month += 12;
  }
  return 365.0 * year + std::floor(year / 4.0) - std::floor(year / 100.0) +
         std::floor(year / 400.0) + std::floor((153 * (month - 3) + 2) / 5.0) + day;
}

Moment moment(std::string_view text) {
  const auto year = base::take_digits(text, 4);
  if (!year || !base::take(text, '-')) return {};
  const auto month = base::take_digits(text, 2);
  if (!month || !base::take(text, '-')) return {};
  const auto day = base::take_digits(text, 2);
  if (!day || !base::take(text, 'T')) return {};
  const auto hour = base::take_digits(text, 2);
  if (!hour || !base::take(text, ':')) return {};
  const auto minute = base::take_digits(text, 2);
  if (!minute || !base::take(text, ':')) return {};
  double second = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), second);
  if (read.ec != std::errc()) return {};
  text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
  if (!text.empty() && text != "Z" && text.size() != 6) return {};
  return {true,
          days_until(*year, *month, *day) * 86'400.0 + *hour * 3600.0 + *minute * 60.0 + second,
          std::string(text)};
}

bool number(std::string_view text, double& value) {
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  return read.ec == std::errc() && read.ptr == text.data() + text.size();
}

bool flag(std::string_view text, bool& value) {
  value = text == "true" || text == "1";
  return value || text == "false" || text == "0";
}

bool same_zone(const std::string& a, const std::string& b) {
  return a == b || (!a.empty() && !b.empty() && offset_of(a) == offset_of(b));
}

}  // namespace

DifferenceKind value_difference(const std::string& recorded, const std::string& live) {
  using Kind = DifferenceKind;
  const auto a = moment(recorded), b = moment(live);
  if (a.date && b.date) {
    if (same_zone(a.zone, b.zone)) {
      return a.seconds == b.seconds ? Kind::date_format : Kind::value;
    }
    const bool same_instant = a.seconds - offset_of(a.zone) == b.seconds - offset_of(b.zone);
    return same_instant || a.seconds == b.seconds ? Kind::date_zone : Kind::value;
  }
  double x = 0, y = 0;
  if (number(recorded, x) && number(live, y)) {
    // Identifiers are longer than what a number tells apart.
    constexpr std::size_t kExact = 15;
    const bool exact = recorded.size() <= kExact && live.size() <= kExact;
    const bool zeros = recorded.starts_with('0') || live.starts_with('0');
    return exact && !zeros && x == y ? Kind::number_format : Kind::value;
  }
  bool p = false, q = false;
  if (flag(recorded, p) && flag(live, q) && p == q) return Kind::number_format;
  return base::same_no_case(recorded, live) ? Kind::enum_value : Kind::value;
}

}  // namespace uws::recording
