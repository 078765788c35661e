#include "bridge/soap/gate_values.h"

#include <array>
#include <charconv>
#include <cstdint>

#include "base/text.h"
#include "base/utf8.h"
#include "bridge/soap/gate_limits.h"

namespace uws::soap {
namespace {

constexpr std::string_view kDataContractRoot = "http://schemas.datacontract.org/2004/07/";

template <class Integer>
bool valid_integer(std::string_view text) {
  if (text.starts_with('+') && text.size() > 1 && text[1] != '-') text.remove_prefix(1);
  Integer value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size();
}

// Takes `count` digits off `text` into `value`.
bool take_digits(std::string_view& text, std::size_t count, int& value) {
  if (text.size() < count) return false;
  value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (text[i] < '0' || text[i] > '9') return false;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(count);
  return true;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

bool take_date(std::string_view& text) {
  int year = 0, month = 0, day = 0;
  if (!take_digits(text, 4, year) || !take(text, '-') || !take_digits(text, 2, month) ||
      !take(text, '-') || !take_digits(text, 2, day)) {
    return false;
  }
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day <= kDays[static_cast<std::size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
}

bool take_time(std::string_view& text) {
  int hour = 0, minute = 0, second = 0;
  if (!take_digits(text, 2, hour) || !take(text, ':') || !take_digits(text, 2, minute) ||
      !take(text, ':') || !take_digits(text, 2, second)) {
    return false;
  }
  if (hour > 24 || minute > 59 || second > 59 || (hour == 24 && (minute || second))) return false;
  if (!take(text, '.')) return true;
  const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
  text.remove_prefix(digits);
  return digits > 0;
}

bool take_zone(std::string_view& text) {
  if (text.empty() || take(text, 'Z')) return true;
  if (!take(text, '+') && !take(text, '-')) return false;
  int hour = 0, minute = 0;
  return take_digits(text, 2, hour) && take(text, ':') && take_digits(text, 2, minute) &&
         hour <= 14 && minute <= 59;
}

bool valid_date_time(std::string_view text) {
  if (!take_date(text)) return false;
  if (take(text, 'T') && !take_time(text)) return false;
  return take_zone(text) && text.empty();
}

std::string wrapped(const contract::Shape& type, const std::string& message) {
  return "There was an error deserializing the object of type " + clr_type_name(type) + ". " +
         message;
}

}  // namespace

std::string_view clipped(std::string_view text) { return base::first_chars(text, kMaxEcho); }

bool valid_value(contract::ValueKind kind, std::string_view text) {
  const std::string_view value = base::trimmed(text);
  if (kind != contract::ValueKind::string && value.size() > kMaxValue) return false;
  switch (kind) {
    case contract::ValueKind::int32:
      return valid_integer<std::int32_t>(value);
    case contract::ValueKind::int64:
      return valid_integer<std::int64_t>(value);
    case contract::ValueKind::boolean:
      return value == "true" || value == "false" || value == "1" || value == "0";
    case contract::ValueKind::date_time:
      return valid_date_time(value);
    case contract::ValueKind::string:
    case contract::ValueKind::complex:
      return true;
  }
  return true;
}

std::string_view clr_name(contract::ValueKind kind) {
  switch (kind) {
    case contract::ValueKind::int32:
      return "Int32";
    case contract::ValueKind::int64:
      return "Int64";
    case contract::ValueKind::boolean:
      return "Boolean";
    case contract::ValueKind::date_time:
      return "DateTime";
    case contract::ValueKind::string:
    case contract::ValueKind::complex:
      return "String";
  }
  return "String";
}

std::string clr_type_name(const contract::Shape& shape) {
  std::string_view name_space = shape.name_space;
  if (name_space.starts_with(kDataContractRoot)) name_space.remove_prefix(kDataContractRoot.size());
  return std::string(name_space) + "." + std::string(shape.name);
}

std::string cannot_parse(const contract::Shape& type, std::string_view value,
                         contract::ValueKind kind) {
  return wrapped(type, "The value '" + std::string(clipped(value)) +
                           "' cannot be parsed as the type '" + std::string(clr_name(kind)) + "'.");
}

std::string cannot_be_null(contract::ValueKind kind) {
  return "ValueType 'System." + std::string(clr_name(kind)) + "' cannot be null.";
}

std::string expecting_element(std::string_view parent, std::string_view parent_namespace,
                              std::string_view missing) {
  return "'EndElement' '" + std::string(parent) + "' from namespace '" +
         std::string(parent_namespace) + "' is not expected. Expecting element '" +
         std::string(missing) + "'.";
}

std::string end_element_expected(const contract::Shape& type, std::string_view element,
                                 std::string_view element_namespace, std::string_view found) {
  return wrapped(type, "End element '" + std::string(element) + "' from namespace '" +
                           std::string(element_namespace) + "' expected. Found " +
                           std::string(found) + ".");
}

}  // namespace uws::soap
