#pragma once
// A closed loop of requests over kept connections to one server of loopback, or an open one at a
// steady rate. Every answer is compared; nothing is timed before the first answer has been found
// right.

#include <sys/types.h>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "bench/machine_watch.h"

namespace uws::bench {

struct Plan {
  std::uint16_t port = 0;
  std::size_t connections = 1;
  // Before the timed part, which begins with every connection at rest.
  double warmup_seconds = 0.5;
  // The timed part: as long as this takes, and as many calls; calls under way at its end are waited
  // for and counted.
  double seconds = 2.5;
  std::size_t least_calls = 1;
  // Not 0: so many requests are begun each second, whatever the answers do.
  double rate = 0;
  // Note when calls that took as long as this, in milliseconds, were under way; 0 = of none.
  double slow_ms = 0;
  // The process whose CPU time and memory are read; 0 = none.
  pid_t pid = 0;
  // A request; what it refers to must live until the next one is made for the same connection.
  std::function<std::string_view(std::size_t connection)> request;
  // What is wrong with the first answer (its status, its body); empty = nothing. All others must
  // have the same status and body.
  std::function<std::string(int, std::string_view)> judge;
};

struct Outcome {
  std::size_t calls = 0, errors = 0;
  std::size_t all_calls = 0;  // those before the timed part, too
  std::string first_error;
  double seconds = 0;
  // Microseconds, sorted.
  std::vector<float> latencies;
  std::vector<Span> slow;
  double cpu_us_per_call = 0, cores = 0;
  std::size_t rss_kb = 0, peak_rss_kb = 0;

  double rate() const { return seconds > 0 ? static_cast<double>(calls) / seconds : 0; }
  // Milliseconds; 0.5 = the median.
  double percentile(double part) const;
};

// Throws when the server cannot be reached, takes too long or answers the first request wrongly.
Outcome run_load(const Plan& plan);

}  // namespace uws::bench
