#include "contract/values.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>

#include "base/text.h"

namespace uws::contract {
namespace {

template <class Integer>
bool valid_integer(std::string_view text) {
  if (text.starts_with('+') && text.size() > 1 && text[1] != '-') text.remove_prefix(1);
  Integer value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size();
}

bool take_date(std::string_view& text) {
  const auto year = base::take_digits(text, 4);
  if (!year || !base::take(text, '-')) return false;
  const auto month = base::take_digits(text, 2);
  if (!month || !base::take(text, '-')) return false;
  const auto day = base::take_digits(text, 2);
  if (!day || *year < 1) return false;
  return std::chrono::year_month_day(std::chrono::year(*year),
                                     std::chrono::month(static_cast<unsigned>(*month)),
                                     std::chrono::day(static_cast<unsigned>(*day)))
      .ok();
}

bool take_time(std::string_view& text) {
  const auto hour = base::take_digits(text, 2);
  if (!hour || !base::take(text, ':')) return false;
  const auto minute = base::take_digits(text, 2);
  if (!minute || !base::take(text, ':')) return false;
  const auto second = base::take_digits(text, 2);
  if (!second || *hour > 24 || *minute > 59 || *second > 59) return false;
  if (*hour == 24 && (*minute || *second)) return false;
  if (!base::take(text, '.')) return true;
  const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
  text.remove_prefix(digits);
  return digits > 0;
}

bool take_zone(std::string_view& text) {
  if (text.empty() || base::take(text, 'Z')) return true;
  if (!base::take(text, '+') && !base::take(text, '-')) return false;
  const auto hour = base::take_digits(text, 2);
  if (!hour || !base::take(text, ':')) return false;
  const auto minute = base::take_digits(text, 2);
  return minute && *hour <= 14 && *minute <= 59;
}

bool valid_date_time(std::string_view text) {
  if (!take_date(text)) return false;
  if (base::take(text, 'T') && !take_time(text)) return false;
  return take_zone(text) && text.empty();
}

bool valid_decimal(std::string_view text) {
  if (text.starts_with('+') && text.size() > 1 && text[1] != '-') text.remove_prefix(1);
  double value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size();
}

}  // namespace

bool valid_value(ValueKind kind, std::string_view text) {
  const std::string_view value = base::trimmed(text);
  if (kind != ValueKind::string && value.size() > kMaxValue) return false;
  switch (kind) {
    case ValueKind::int32:
      return valid_integer<std::int32_t>(value);
    case ValueKind::int64:
      return valid_integer<std::int64_t>(value);
    case ValueKind::boolean:
      return value == "true" || value == "false" || value == "1" || value == "0";
    case ValueKind::date_time:
      return valid_date_time(value);
    case ValueKind::decimal:
      return valid_decimal(value);
    case ValueKind::string:
    case ValueKind::complex:
      break;
  }
  return true;
}

}  // namespace uws::contract
