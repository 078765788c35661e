#include "bridge/exchange/workers.h"

#include <algorithm>
#include <thread>

#include "bridge/ops/thread_priority.h"

namespace uws::exchange {
namespace {

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
  thread_local const bool done = (ops::prefer_others(), true);
  static_cast<void>(done);
}

}  // namespace uws::exchange
