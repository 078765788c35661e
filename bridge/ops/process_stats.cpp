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

}  // namespace

void write_process_stats(Sink& sink) {
  std::ifstream statm("/proc/self/statm");
  std::uint64_t total = 0, resident = 0;
  if (statm >> total >> resident) {
    sink.gauge("process_resident_memory_bytes", "Resident memory size in bytes.",
               static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE)));
  }
  std::error_code error;
  double descriptors = 0;
  for (std::filesystem::directory_iterator entry("/proc/self/fd", error), end;
       !error && entry != end; entry.increment(error)) {
    ++descriptors;
  }
  // The listing itself holds one open.
  if (!error) sink.gauge("process_open_fds", "Number of open file descriptors.", descriptors - 1);
  rusage usage{};
  if (getrusage(RUSAGE_SELF, &usage) == 0) {
    sink.counter("process_cpu_seconds_total", "User and system CPU time spent in seconds.",
                 seconds(usage.ru_utime) + seconds(usage.ru_stime));
  }
}

}  // namespace uws::ops
