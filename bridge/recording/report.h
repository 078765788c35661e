#pragma once
// What a replay found, for people and for machines.

#include <iosfwd>
#include <vector>

#include "bridge/recording/har.h"
#include "bridge/recording/replayer.h"

namespace uws::recording {

// A table by operation, then each kind of difference with its path, an example and what it means
// for typed and for hand-written clients. `requests`: the first request of each as well.
void print_report(const std::vector<Replayed>& all, bool requests, std::ostream& out);
Json report_json(const std::vector<Replayed>& all);

// Nothing different, and an answer to everything that was sent.
bool all_same(const std::vector<Replayed>& all);

}  // namespace uws::recording
