#include "mapping/parts/date_range.h"

#include "mapping/common/dates.h"

namespace uws::mapping {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::sys_days;
using std::chrono::sys_seconds;

sys_seconds plus_months(sys_seconds time, int months) {
  const sys_days day = floor<days>(time);
  const auto date = std::chrono::year_month_day(day) + std::chrono::months(months);
  return sys_days(date) + (time - day);
}

}  // namespace

void put_range(Json& object, const common__InclusiveDateTimeRange* range) {
  if (!range) return;
  put(object, "earliest", to_rest_date_time(range->Earliest));
  put(object, "latest", to_rest_date_time(range->Latest));
}

bool within_months(std::string_view first, std::string_view last, int months) {
  const auto from = instant(first), to = instant(last);
  return !from || !to || *to <= plus_months(*from, months);
}

bool within_last_months(std::string_view date, std::chrono::sys_seconds now, int months) {
  const auto from = instant(date);
  return !from || plus_months(floor<days>(*from), months) >= floor<days>(now);
}

}  // namespace uws::mapping
