#include "bridge/soap/reader_memory.h"

#include <libxml/xmlmemory.h>
#include <malloc.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <limits>

namespace uws::soap {
namespace {

struct Account {
  std::size_t held = 0, peak = 0;
  std::size_t most = std::numeric_limits<std::size_t>::max();

  // What was allocated elsewhere (the library's own tables) may be freed here.
  void give(std::size_t size) { held -= std::min(size, held); }
  void take(std::size_t size) {
    held += size;
    peak = std::max(peak, held);
  }
};

thread_local Account libxml, expat;

template <Account& kAccount>
void release(void* block) {
  if (block) kAccount.give(malloc_usable_size(block));
  std::free(block);
}

template <Account& kAccount>
void* counted(void* block) {
  if (block) kAccount.take(malloc_usable_size(block));
  return block;
}

template <Account& kAccount>
void* allocate(std::size_t size) {
  return kAccount.held + size <= kAccount.most ? counted<kAccount>(std::malloc(size)) : nullptr;
}

template <Account& kAccount>
void* reallocate(void* block, std::size_t size) {
  const std::size_t before = block ? malloc_usable_size(block) : 0;
  if (size > before && kAccount.held + size - before > kAccount.most) return nullptr;
  void* moved = std::realloc(block, size);
  if (!moved) return nullptr;
  kAccount.give(before);
  return counted<kAccount>(moved);
}

char* duplicate(const char* text) {
  const std::size_t size = std::strlen(text) + 1;
  void* copy = allocate<libxml>(size);
  return copy ? static_cast<char*>(std::memcpy(copy, text, size)) : nullptr;
}

}  // namespace

void count_reader_memory() {
  xmlMemSetup(release<libxml>, allocate<libxml>, reallocate<libxml>, duplicate);
}

void ReaderMemory::start() { before_ = libxml.peak = libxml.held; }
std::size_t ReaderMemory::held() const { return libxml.held - std::min(before_, libxml.held); }
std::size_t ReaderMemory::peak() const { return libxml.peak - before_; }

ExpatBudget::ExpatBudget(std::size_t most) { expat = {0, 0, most}; }
ExpatBudget::~ExpatBudget() { expat = {}; }

const XML_Memory_Handling_Suite& ExpatBudget::suite() {
  static const XML_Memory_Handling_Suite suite = {allocate<expat>, reallocate<expat>,
                                                  release<expat>};
  return suite;
}

}  // namespace uws::soap
