#include "tests/support/allocations.h"

#include <malloc.h>

#include <algorithm>
#include <atomic>
#include <cstdint>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define UWS_SANITIZER_HOOKS
// As sanitizer/allocator_interface.h has them; not every distribution ships it.
extern "C" {
int __sanitizer_install_malloc_and_free_hooks(void (*on_malloc)(const volatile void*, std::size_t),
                                              void (*on_free)(const volatile void*));
std::size_t __sanitizer_get_allocated_size(const volatile void*);
}
#endif

namespace {

std::atomic<bool> counting{false};
std::atomic<std::size_t> blocks{0};
std::atomic<std::int64_t> held{0}, most{0};

void count(std::size_t size) {
  if (!counting.load(std::memory_order_relaxed)) return;
  ++blocks;
  const std::int64_t now = held += static_cast<std::int64_t>(size);
  std::int64_t before = most;
  while (now > before && !most.compare_exchange_weak(before, now)) {
  }
}

void discount(std::size_t size) {
  if (counting.load(std::memory_order_relaxed)) held -= static_cast<std::int64_t>(size);
}

}  // namespace

#ifdef UWS_SANITIZER_HOOKS

namespace {

void on_malloc(const volatile void*, std::size_t size) { count(size); }
void on_free(const volatile void* block) {
  discount(block ? __sanitizer_get_allocated_size(block) : 0);
}
[[maybe_unused]] const int installed =
    __sanitizer_install_malloc_and_free_hooks(on_malloc, on_free);

}  // namespace

#else

extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void __libc_free(void*);

void* malloc(std::size_t size) {
  void* block = __libc_malloc(size);
  if (block) count(malloc_usable_size(block));
  return block;
}
void* calloc(std::size_t number, std::size_t size) {
  void* block = __libc_calloc(number, size);
  if (block) count(malloc_usable_size(block));
  return block;
}
void* realloc(void* before, std::size_t size) {
  const std::size_t was = before ? malloc_usable_size(before) : 0;
  void* block = __libc_realloc(before, size);
  if (!block && size != 0) return block;
  discount(was);
  if (block) count(malloc_usable_size(block));
  return block;
}
void free(void* block) {
  if (block) discount(malloc_usable_size(block));
  __libc_free(block);
}
}

#endif

namespace uws::test {

void start_counting() {
  blocks = 0;
  held = 0;
  most = 0;
  counting = true;
}

Allocations stop_counting() {
  counting = false;
  return {blocks, static_cast<std::size_t>(std::max<std::int64_t>(most, 0))};
}

}  // namespace uws::test
