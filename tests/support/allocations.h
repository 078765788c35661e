#pragma once
// Counts what a piece of code allocates, by whatever means (new, malloc, gSOAP, expat): the number
// of blocks and the most bytes held at once. Tests of cost compare these instead of seconds. Needs
// a program linked with this library; under a sanitizer its hooks are used, else malloc is wrapped.

#include <cstddef>

namespace uws::test {

struct Allocations {
  std::size_t blocks = 0;
  std::size_t peak_bytes = 0;  // above what was held before
};

// Counting starts now, for all threads; one count at a time.
void start_counting();
Allocations stop_counting();

template <class Work>
Allocations allocations_of(Work&& work) {
  start_counting();
  work();
  return stop_counting();
}

}  // namespace uws::test
