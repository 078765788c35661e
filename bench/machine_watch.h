#pragma once
// Whether it was the machine that held everybody up: a virtual machine may be stopped by its host,
// and no program in it can be measured then.

#include <chrono>
#include <memory>
#include <vector>

namespace uws::bench {

struct Span {
  std::chrono::steady_clock::time_point begin, end;
};

// From construction to stop() a real-time thread on each processor wants to run every millisecond.
// Where it comes late, nothing else could have run there either.
class MachineWatch {
 public:
  MachineWatch();
  ~MachineWatch();
  MachineWatch(const MachineWatch&) = delete;
  MachineWatch& operator=(const MachineWatch&) = delete;

  // When a processor stood still for 2 ms and more. Nothing where real-time threads are not
  // allowed (CAP_SYS_NICE): then nobody knows.
  std::vector<Span> stop();

 private:
  class Processor;
  std::vector<std::unique_ptr<Processor>> processors_;
};

// Whether one of `stops` falls into the span.
bool stood_still(const std::vector<Span>& stops, const Span& span);

}  // namespace uws::bench
