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

struct Libxml {
  static thread_local Account account;
};
struct Expat {
  static thread_local Account account;
};
thread_local Account Libxml::account;
thread_local Account Expat::account;

template <class Reader>
void release(void* block) {
  if (block) Reader::account.give(malloc_usable_size(block));
  std::free(block);
}

template <class Reader>
void* counted(void* block) {
  if (block) Reader::account.take(malloc_usable_size(block));
  return block;
}

template <class Reader>
void* allocate(std::size_t size) {
  return Reader::account.held + size <= Reader::account.most ? counted<Reader>(std::malloc(size))
                                                             : nullptr;
}

template <class Reader>
void* reallocate(void* block, std::size_t size) {
  const std::size_t before = block ? malloc_usable_size(block) : 0;
  if (size > before && Reader::account.held + size - before > Reader::account.most) return nullptr;
  void* moved = std::realloc(block, size);
  if (!moved) return nullptr;
  Reader::account.give(before);
  return counted<Reader>(moved);
}

char* duplicate(const char* text) {
  const std::size_t size = std::strlen(text) + 1;
  void* copy = allocate<Libxml>(size);
  return copy ? static_cast<char*>(std::memcpy(copy, text, size)) : nullptr;
}

}  // namespace

void count_reader_memory() {
  xmlMemSetup(release<Libxml>, allocate<Libxml>, reallocate<Libxml>, duplicate);
}

void ReaderMemory::start() {
  Account& account = Libxml::account;
  before_ = account.peak = account.held;
}
std::size_t ReaderMemory::held() const {
  const std::size_t held = Libxml::account.held;
  return held - std::min(before_, held);
}
std::size_t ReaderMemory::peak() const { return Libxml::account.peak - before_; }

ExpatBudget::ExpatBudget(std::size_t most) { Expat::account = {0, 0, most}; }
ExpatBudget::~ExpatBudget() { Expat::account = {}; }

const XML_Memory_Handling_Suite& ExpatBudget::suite() {
  static const XML_Memory_Handling_Suite suite = {allocate<Expat>, reallocate<Expat>,
                                                  release<Expat>};
  return suite;
}

}  // namespace uws::soap
