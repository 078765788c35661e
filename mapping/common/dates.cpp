#include "mapping/common/dates.h"

#include <utility>

#include "base/text.h"

namespace uws::mapping {
namespace {

struct Spelled {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  std::string fraction;  // digits only
  std::string zone;      // "", "Z" or "+hh:mm"
};

constexpr std::size_t kLongest = std::string_view("2026-11-30T00:00:00.0000000+00:00").size();

void append_number(std::string& out, int value, std::size_t digits) {
  const auto at = out.size();
  out.append(digits, '0');
  for (std::size_t i = digits; i > 0; --i, value /= 10) {
    out[at + i - 1] = static_cast<char>('0' + value % 10);
  }
}

// Takes one to `most` digits off the front.
bool number(std::string_view& text, std::size_t least, std::size_t most, int& value) {
  std::size_t count = 0;
  value = 0;
  while (count < most && count < text.size() && text[count] >= '0' && text[count] <= '9') {
    value = value * 10 + (text[count++] - '0');
  }
  text.remove_prefix(count);
  return count >= least;
}

bool literal(std::string_view& text, std::string_view one_of) {
  if (text.empty() || one_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

bool clock(std::string_view& text, Spelled& out) {
  if (!number(text, 1, 2, out.hour) || !literal(text, ":") || !number(text, 2, 2, out.minute)) {
    return false;
  }
  if (literal(text, ":") && !number(text, 2, 2, out.second)) return false;
  while (literal(text, ".,")) {
    while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
      out.fraction += text.front();
      text.remove_prefix(1);
    }
  }
  return true;
}

bool zone(std::string_view& text, Spelled& out) {
  text = base::trimmed(text);
  if (text.empty()) return true;
  if (text == "Z" || text == "z" || text == "UTC" || text == "GMT") {
    out.zone = "Z";
    return true;
  }
  const char sign = text.front();
  if (!literal(text, "+-")) return false;
  int hours = 0, minutes = 0;
  if (!number(text, 2, 2, hours)) return false;
  literal(text, ":");
  if (!number(text, 2, 2, minutes) || hours > 14 || minutes > 59) return false;
  text = base::trimmed(text);
  if (!text.empty() && text != "Z" && text != "UTC") return false;
  out.zone = sign;
  append_number(out.zone, hours, 2);
  out.zone += ':';
  append_number(out.zone, minutes, 2);
  return true;
}

bool half_of_day(std::string_view& text, Spelled& out) {
  text = base::trimmed(text);
  const bool pm = text.starts_with("PM") || text.starts_with("pm");
  const bool am = text.starts_with("AM") || text.starts_with("am");
  if (!pm && !am) return true;
  text.remove_prefix(2);
  if (out.hour < 1 || out.hour > 12) return false;
  out.hour = out.hour % 12 + (pm ? 12 : 0);
  return true;
}

bool in_range(const Spelled& s) {
  const std::chrono::year_month_day date{std::chrono::year{s.year},
                                         std::chrono::month{static_cast<unsigned>(s.month)},
                                         std::chrono::day{static_cast<unsigned>(s.day)}};
  return s.year >= 1 && date.ok() && s.hour <= 23 && s.minute <= 59 && s.second <= 59;
}

bool year_first(std::string_view text, Spelled& out) {
  if (!number(text, 4, 4, out.year) || !literal(text, "-") || !number(text, 2, 2, out.month) ||
      !literal(text, "-") || !number(text, 2, 2, out.day)) {
    return false;
  }
  if (literal(text, "Tt ") && !clock(text, out)) return false;
  return zone(text, out);
}

bool month_first(std::string_view text, Spelled& out) {
  if (!number(text, 1, 2, out.month) || !literal(text, "/") || !number(text, 1, 2, out.day) ||
      !literal(text, "/") || !number(text, 4, 4, out.year)) {
    return false;
  }
  if (literal(text, " ") && (!clock(text, out) || !half_of_day(text, out))) return false;
  return zone(text, out);
}

std::optional<Spelled> read(std::string_view text) {
  text = base::trimmed(text);
  for (const auto form : {&year_first, &month_first}) {
    Spelled spelled;
    if (form(text, spelled) && in_range(spelled)) return spelled;
  }
  return std::nullopt;
}

// Whether it is YYYY-MM-DDThh:mm:ssZ already, as the platform nearly always has it.
bool is_written_so(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00Z";
  if (text.size() != kForm.size()) return false;
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kForm[i] == '0' ? !digit : text[i] != kForm[i]) return false;
  }
  const auto value = [&](std::size_t at) { return (text[at] - '0') * 10 + text[at + 1] - '0'; };
  Spelled spelled;
  spelled.year = value(0) * 100 + value(2);
  spelled.month = value(5);
  spelled.day = value(8);
  spelled.hour = value(11);
  spelled.minute = value(14);
  spelled.second = value(17);
  return in_range(spelled);
}

}  // namespace

std::optional<std::string> to_xsd_date_time(std::string_view spelled) {
  if (is_written_so(spelled)) return std::string(spelled);
  const auto read_as = read(spelled);
  if (!read_as) return std::nullopt;
  std::string out;
  out.reserve(kLongest);
  append_number(out, read_as->year, 4);
  for (const auto& [before, value] : {std::pair{'-', read_as->month},
                                      {'-', read_as->day},
                                      {'T', read_as->hour},
                                      {':', read_as->minute},
                                      {':', read_as->second}}) {
    out += before;
    append_number(out, value, 2);
  }
  std::string_view fraction = std::string_view(read_as->fraction).substr(0, 7);
  fraction = fraction.substr(0, fraction.find_last_not_of('0') + 1);
  if (!fraction.empty()) out.append(".").append(fraction);
  return out.append(read_as->zone);
}

std::string to_rest_date_time(std::string_view xsd) {
  std::string text(base::trimmed(xsd));
  const bool has_time = text.find('T') != std::string::npos;
  constexpr std::size_t kDateLength = 10;
  if (!has_time && text.size() >= kDateLength) text.insert(kDateLength, "T00:00:00");
  return text;
}

std::optional<std::chrono::sys_seconds> instant(std::string_view xsd) {
  const auto spelled = read(xsd);
  if (!spelled) return std::nullopt;
  using namespace std::chrono;
  const sys_days date = year{spelled->year} / static_cast<int>(spelled->month) / spelled->day;
  sys_seconds at =
      date + hours{spelled->hour} + minutes{spelled->minute} + seconds{spelled->second};
  if (spelled->zone.size() == 6) {
    const int shift =
        std::stoi(spelled->zone.substr(1, 2)) * 60 + std::stoi(spelled->zone.substr(4));
    at -= minutes{spelled->zone[0] == '-' ? -shift : shift};
  }
  return at;
}

}  // namespace uws::mapping
