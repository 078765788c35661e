#include "bridge/http/response_head.h"

#include <algorithm>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/status.hpp>
#include <charconv>
#include <cstddef>
#include <cstdio>
#include <ctime>
#include <ostream>
#include <string_view>

namespace uws::http {
namespace {

// As .NET names them: most as RFC 2616 did.
boost::beast::string_view reason_of(boost::beast::http::status code) {
  using boost::beast::http::status;
  if (code == status::payload_too_large) return "Request Entity Too Large";
  if (code == status::uri_too_long) return "Request-Uri Too Long";
  return boost::beast::http::obsolete_reason(code);
}

bool is_unclean(char c) {
  auto const u = static_cast<unsigned char>(c);
  return (u < 0x20 && c != '\t') || u == 0x7f;
}

void append_clean(std::string& out, std::string_view text) {
  auto const begin = static_cast<std::ptrdiff_t>(out.size());
  out.append(text);
  std::replace_if(out.begin() + begin, out.end(), is_unclean, ' ');
}

void append_number(std::string& out, std::size_t number) {
  char digits[20];
  out.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

// "Sun, 06 Nov 1994 08:49:37 GMT", without the process's locale.
std::string http_date(std::time_t now) {
  constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::tm utc{};
  gmtime_r(&now, &utc);
  char digits[32];
  std::string out = kDays[utc.tm_wday];
  std::snprintf(digits, sizeof digits, ", %02d ", utc.tm_mday);
  out.append(digits).append(kMonths[utc.tm_mon]);
  std::snprintf(digits, sizeof digits, " %04d %02d:%02d:%02d GMT", utc.tm_year + 1900, utc.tm_hour,
                utc.tm_min, utc.tm_sec);
  return out.append(digits);
}

const std::string& date_now() {
  thread_local std::time_t made_at = -1;
  thread_local std::string text;
  auto const now = std::time(nullptr);
  if (now != made_at) {
    text = http_date(now);
    made_at = now;
  }
  return text;
}

// The server's own fields, told apart by their lengths first.
bool is_ours(std::string_view name) {
  constexpr std::string_view kOurs[] = {"Date", "Connection", "Content-Length",
                                        "Transfer-Encoding"};
  auto const same = [&](std::string_view ours) {
    return ours.size() == name.size() && boost::beast::iequals(name, ours);
  };
  return std::ranges::any_of(kOurs, same);
}

}  // namespace

void append_response_head(std::string& out, const Response& response, AfterAnswer after) {
  out.append("HTTP/1.1 ");
  append_number(out, static_cast<std::size_t>(response.status));
  out.push_back(' ');
  if (response.reason.empty()) {
    auto const status = boost::beast::http::int_to_status(static_cast<unsigned>(response.status));
    out.append(reason_of(status));
  } else {
    append_clean(out, response.reason);
  }
  out.append("\r\n");
  for (const auto& [name, value] : response.headers.fields()) {
    if (is_ours(name)) continue;
    append_clean(out, name);
    out.append(": ");
    append_clean(out, value);
    out.append("\r\n");
  }
  out.append("Date: ").append(date_now()).append("\r\n");
  if (response.status != 204) {
    out.append("Content-Length: ");
    append_number(out, response.body.size());
    out.append("\r\n");
  }
  if (after == AfterAnswer::close) out.append("Connection: close\r\n");
  if (after == AfterAnswer::keep_and_say_so) out.append("Connection: keep-alive\r\n");
  out.append("\r\n");
}

}  // namespace uws::http
