#include "bridge/ops/process_stats.h"

#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace uws::ops {
namespace {

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

Reading resident_memory() {
  std::ifstream statm("/proc/self/statm");
  std::uint64_t total = 0, resident = 0;
  if (!(statm >> total >> resident)) return {};
  return {{"", static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE))}};
}

Reading open_descriptors() {
  std::error_code error;
  double descriptors = 0;
  for (std::filesystem::directory_iterator entry("/proc/self/fd", error), end;
       !error && entry != end; entry.increment(error)) {
    ++descriptors;
  }
  if (error) return {};
  // The listing itself holds one open.
  return {{"", descriptors - 1}};
}

Reading cpu_seconds() {
  rusage usage{};
  if (getrusage(RUSAGE_SELF, &usage) != 0) return {};
  return {{"", seconds(usage.ru_utime) + seconds(usage.ru_stime)}};
}

}  // namespace

void add_process_stats(Metrics& metrics) {
  metrics.add(gauge("process_resident_memory_bytes", "Resident memory size in bytes."),
              resident_memory);
  metrics.add(gauge("process_open_fds", "Number of open file descriptors."), open_descriptors);
  metrics.add({"process_cpu_seconds_total", "User and system CPU time spent in seconds."},
              cpu_seconds);
}

}  // namespace uws::ops
