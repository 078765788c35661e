#pragma once
// Time ranges of requests: as REST members, and the rules about their length.

#include <chrono>
#include <string_view>

#include "gwStub.h"
#include "mapping/common/json.h"

namespace uws::mapping {

// Adds `earliest` and `latest`; nothing when there is no range.
void put_range(Json& object, const common__InclusiveDateTimeRange* range);

// Whether `last` is at most so many calendar months after `first`; a day the last month does not
// have counts as the days after its end (31 January + 1 month = 3 March). What is no date is not
// held against the request.
bool within_months(std::string_view first, std::string_view last, int months);

// Whether `date` is at most so many calendar months before `now`, whole days compared.
bool within_last_months(std::string_view date, std::chrono::sys_seconds now, int months);

}  // namespace uws::mapping
