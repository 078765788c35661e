#pragma once
// What XML readers hold for one document. Both readers keep every name they have met; a document
// made of ever new names would make them hold many times its size.

#include <expat.h>

#include <cstddef>

namespace uws::soap {

// Makes libxml2 allocate through counters of the calling thread. Before any other call of libxml2.
void count_reader_memory();

// What this thread's libxml2 parsers hold more than at start(), bytes.
class ReaderMemory {
 public:
  void start();
  std::size_t held() const;
  std::size_t peak() const;

 private:
  std::size_t before_ = 0;
};

// While it lives, what expat allocates on this thread with the suite may be `most` bytes; what goes
// beyond fails, and expat reports XML_ERROR_NO_MEMORY. One at a time on a thread, and it outlives
// the parser.
class ExpatBudget {
 public:
  explicit ExpatBudget(std::size_t most);
  ~ExpatBudget();
  ExpatBudget(const ExpatBudget&) = delete;
  ExpatBudget& operator=(const ExpatBudget&) = delete;

  static const XML_Memory_Handling_Suite& suite();
};

}  // namespace uws::soap
