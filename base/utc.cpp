#include "base/utc.h"

#include <cstdio>
#include <ctime>

namespace uws::base {
namespace {

using std::chrono::floor;
using std::chrono::milliseconds;
using std::chrono::seconds;

// Without the zone.
std::string date_and_time(std::chrono::system_clock::time_point time) {
  const std::time_t since = floor<seconds>(time.time_since_epoch()).count();
  std::tm utc{};
  gmtime_r(&since, &utc);
  char text[64];
  return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &utc)};
}

}  // namespace

std::string utc_millis(std::chrono::system_clock::time_point time) {
  const auto since = floor<milliseconds>(time.time_since_epoch());
  char text[16];
  std::snprintf(text, sizeof text, ".%03dZ",
                static_cast<int>((since - floor<seconds>(since)).count()));
  return date_and_time(time) + text;
}

std::string utc_seconds(std::chrono::system_clock::time_point time) {
  return date_and_time(time) + "Z";
}

}  // namespace uws::base
