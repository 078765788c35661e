#include "base/utc.h"

#include <doctest/doctest.h>

using namespace uws::base;
using std::chrono::milliseconds;
using Point = std::chrono::system_clock::time_point;

TEST_CASE("a moment as text, also one before 1970") {
  const Point some(milliseconds(1'709'251'199'007));
  CHECK(utc_millis(some) == "2024-02-29T23:59:59.007Z");
  CHECK(utc_seconds(some) == "2024-02-29T23:59:59Z");
  CHECK(utc_millis(Point()) == "1970-01-01T00:00:00.000Z");
  CHECK(utc_millis(Point(milliseconds(-1))) == "1969-12-31T23:59:59.999Z");
  CHECK(utc_seconds(Point(milliseconds(-1))) == "1969-12-31T23:59:59Z");
}
