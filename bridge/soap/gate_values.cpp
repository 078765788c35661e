#include "bridge/soap/gate_values.h"

#include <algorithm>
#include <charconv>
#include <chrono>
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
      break;
  }
  return true;
}

KindNames names_of(contract::ValueKind kind) {
  switch (kind) {
    case contract::ValueKind::int32:
      return {"int", "Int32"};
    case contract::ValueKind::int64:
      return {"long", "Int64"};
    case contract::ValueKind::boolean:
      return {"boolean", "Boolean"};
    case contract::ValueKind::date_time:
      return {"dateTime", "DateTime"};
    case contract::ValueKind::string:
    case contract::ValueKind::complex:
      break;
  }
  return {"string", "String"};
}

std::string clr_type_name(const contract::Shape& shape) {
  std::string_view name_space = shape.name_space;
  if (name_space.starts_with(kDataContractRoot)) name_space.remove_prefix(kDataContractRoot.size());
  return std::string(name_space) + "." + std::string(shape.name);
}

std::string cannot_parse(const contract::Shape& type, std::string_view value,
                         contract::ValueKind kind) {
  return wrapped(type, "The value '" + std::string(clipped(value)) +
                           "' cannot be parsed as the type '" + std::string(names_of(kind).clr) +
                           "'.");
}

std::string cannot_be_null(contract::ValueKind kind) {
  return "ValueType 'System." + std::string(names_of(kind).clr) + "' cannot be null.";
}

std::string expecting_element(std::string_view what, std::string_view found,
                              std::string_view name_space, std::string_view missing) {
  return "'" + std::string(what) + "' '" + std::string(found) + "' from namespace '" +
         std::string(name_space) + "' is not expected. Expecting element '" + std::string(missing) +
         "'.";
}

std::string end_element_expected(const contract::Shape& type, std::string_view element,
                                 std::string_view element_namespace, std::string_view found) {
  return wrapped(type, "End element '" + std::string(element) + "' from namespace '" +
                           std::string(element_namespace) + "' expected. Found " +
                           std::string(found) + ".");
}

}  // namespace uws::soap
