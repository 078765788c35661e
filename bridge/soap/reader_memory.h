#pragma once
// What the XML reader may hold for one document. expat keeps every name it has met; a document made
// of ever new names would make it hold many times its size.

#include <expat.h>

#include <cstddef>

namespace uws::soap {

// While it lives, the suite's allocations of this thread count against `most` bytes; what goes
// beyond fails, and expat reports XML_ERROR_NO_MEMORY. One at a time on a thread, and it outlives
// the parser made with its suite.
class ReaderMemory {
 public:
  explicit ReaderMemory(std::size_t most);
  ~ReaderMemory();
  ReaderMemory(const ReaderMemory&) = delete;
  ReaderMemory& operator=(const ReaderMemory&) = delete;

  static const XML_Memory_Handling_Suite& suite();
  // The most that was held at once, bytes.
  std::size_t peak() const { return peak_; }

 private:
  static void* allocate(std::size_t size);
  static void* reallocate(void* block, std::size_t size);
  static void release(void* block);
  bool take(std::size_t size);

  std::size_t left_;
  std::size_t used_ = 0, peak_ = 0;
};

}  // namespace uws::soap
