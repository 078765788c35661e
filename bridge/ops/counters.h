#pragma once
// What a room counts, declared in one place: the number together with what /metrics and
// docs/running.md say of it.
//
//   struct Counters {
//     ops::Rows rows;
//     ops::Count stored{rows, kWebhooks, "stored"};
//   };

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace uws::ops {

enum class Kind { counter, gauge, histogram };

// A metric.
struct Family {
  std::string_view name;         // "uws_webhooks_total"
  std::string_view help;         // as /metrics has it
  std::string_view labels = {};  // names of its labels, with commas; empty = none
  Kind kind = Kind::counter;
  std::string_view more = {};  // what docs/running.md says besides `help`
};

// Without labels.
constexpr Family gauge(std::string_view name, std::string_view help, std::string_view more = {}) {
  return {name, help, {}, Kind::gauge, more};
}

class Count;

// One number of a metric.
struct Row {
  Family family;
  std::string label;  // value of its label, when it has one
  const Count* count;
};
using Rows = std::vector<Row>;

// Read at any time, on any thread.
class Count : public std::atomic<std::uint64_t> {
 public:
  using std::atomic<std::uint64_t>::operator=;

  Count(Rows& rows, const Family& family, std::string label = {}) : std::atomic<std::uint64_t>(0) {
    rows.push_back({family, std::move(label), this});
  }
};

// Every room may have loops; its label says whose.
inline constexpr Family kLoopRestarts{
    "uws_loop_restarts_total", "Loops that ended in an exception and began again", "loop",
    Kind::counter, "None is expected; `threads` is any work that has no loop of its own"};

}  // namespace uws::ops
