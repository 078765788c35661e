/* Preloaded into a program under test: its calendar runs TEST_CLOCK_OFFSET seconds beside ours. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

int clock_gettime(clockid_t clock, struct timespec* now) {
  static int (*next)(clockid_t, struct timespec*);
  static long offset;
  if (next == NULL) {
    const char* text = getenv("TEST_CLOCK_OFFSET");
    offset = text == NULL ? 0 : strtol(text, NULL, 10);
    *(void**)&next = dlsym(RTLD_NEXT, "clock_gettime");
  }
  const int result = next(clock, now);
  if (result == 0 && clock == CLOCK_REALTIME) now->tv_sec += offset;
  return result;
}
