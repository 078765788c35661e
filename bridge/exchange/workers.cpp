#include "bridge/exchange/workers.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

namespace uws::exchange {
namespace {

constexpr int kNice = 10;

std::size_t count_of(unsigned threads) {
  return threads > 0 ? threads : std::max(1u, std::thread::hardware_concurrency());
}

}  // namespace

Workers::Workers(unsigned threads, WorkerCounters& counters, std::size_t most)
    : counters_(counters), most_(most), pool_(count_of(threads)) {}

Workers::~Workers() {
  pool_.stop();
  pool_.join();
}

bool Workers::full() {
  if (counters_.waiting < most_) return false;
  ++counters_.refused;
  return true;
}

void Workers::give_way() {
  thread_local const int done =
      setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kNice);  // of this thread, on Linux
  static_cast<void>(done);
}

}  // namespace uws::exchange
