#include "bridge/soap/reader_memory.h"

#include <cstdlib>
#include <cstring>

namespace uws::soap {
namespace {

// Every block begins with its own size.
constexpr std::size_t kHead = alignof(std::max_align_t);
static_assert(kHead >= sizeof(std::size_t));

thread_local ReaderMemory* current = nullptr;

void* body(void* block) { return static_cast<char*>(block) + kHead; }
void* head(void* block) { return static_cast<char*>(block) - kHead; }

std::size_t size_of(void* block) {
  std::size_t size = 0;
  std::memcpy(&size, head(block), sizeof size);
  return size;
}

void* with_size(void* block, std::size_t size) {
  if (!block) return nullptr;
  std::memcpy(block, &size, sizeof size);
  return body(block);
}

}  // namespace

ReaderMemory::ReaderMemory(std::size_t most) : left_(most) { current = this; }

ReaderMemory::~ReaderMemory() { current = nullptr; }

const XML_Memory_Handling_Suite& ReaderMemory::suite() {
  static const XML_Memory_Handling_Suite suite = {allocate, reallocate, release};
  return suite;
}

bool ReaderMemory::take(std::size_t size) {
  if (size > left_) return false;
  left_ -= size;
  used_ += size;
  if (used_ > peak_) peak_ = used_;
  return true;
}

void* ReaderMemory::allocate(std::size_t size) {
  return current->take(size) ? with_size(std::malloc(kHead + size), size) : nullptr;
}

void* ReaderMemory::reallocate(void* block, std::size_t size) {
  if (!block) return allocate(size);
  const std::size_t before = size_of(block);
  if (size > before && !current->take(size - before)) return nullptr;
  if (size < before) {
    current->left_ += before - size;
    current->used_ -= before - size;
  }
  return with_size(std::realloc(head(block), kHead + size), size);
}

void ReaderMemory::release(void* block) {
  if (!block) return;
  const std::size_t size = size_of(block);
  current->left_ += size;
  current->used_ -= size;
  std::free(head(block));
}

}  // namespace uws::soap
