#pragma once
// What /proc says of a process.

#include <sys/types.h>

#include <cstddef>

namespace uws::bench {

// User and system time of all its threads so far, in steps of the kernel's clock tick (10 ms).
double cpu_seconds(pid_t pid);
std::size_t rss_kb(pid_t pid);
// Highest since forget_peak().
std::size_t peak_rss_kb(pid_t pid);
void forget_peak(pid_t pid);
std::size_t open_descriptors(pid_t pid);

}  // namespace uws::bench
