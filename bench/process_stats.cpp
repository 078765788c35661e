#include "bench/process_stats.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <string>

namespace uws::bench {
namespace {

std::string path(pid_t pid, const char* name) {
  return "/proc/" + std::to_string(pid) + "/" + name;
}

std::size_t status_kb(pid_t pid, const std::string& name) {
  std::ifstream in(path(pid, "status"));
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with(name + ":")) return std::stoul(line.substr(name.size() + 1));
  }
  throw std::runtime_error("process " + std::to_string(pid) + " is gone");
}

}  // namespace

double cpu_seconds(pid_t pid) {
  std::ifstream in(path(pid, "stat"));
  const std::string line(std::istreambuf_iterator<char>(in), {});
  if (line.empty()) throw std::runtime_error("process " + std::to_string(pid) + " is gone");
  // utime and stime are the 12th and 13th field after the name in brackets.
  std::istringstream fields(line.substr(line.rfind(')') + 1));
  constexpr int kBefore = 11;
  std::string skipped;
  for (int i = 0; i < kBefore; ++i) fields >> skipped;
  double user = 0, system = 0;
  fields >> user >> system;
  return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

std::size_t rss_kb(pid_t pid) { return status_kb(pid, "VmRSS"); }
std::size_t peak_rss_kb(pid_t pid) { return status_kb(pid, "VmHWM"); }

void forget_peak(pid_t pid) {
  // proc(5): 5 resets the peak.
  std::ofstream(path(pid, "clear_refs")) << "5";
}

std::size_t open_descriptors(pid_t pid) {
  const std::filesystem::directory_iterator all(path(pid, "fd"));
  return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

}  // namespace uws::bench
