// Preloaded into a process: its wall clock is off by as many seconds as the file $UWS_CLOCK_OFFSET
// says at that moment, and its steady clock runs ahead by $UWS_CLOCK_STEP_US microseconds more each
// time it is looked at, so that no two looks are of one moment.

#define _GNU_SOURCE
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static long offset(void) {
  const char* const path = getenv("UWS_CLOCK_OFFSET");
  char text[32] = {0};
  if (path == NULL) return 0;
  const int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return 0;
  const ssize_t size = read(fd, text, sizeof text - 1);
  close(fd);
  return size > 0 ? strtol(text, NULL, 10) : 0;
}

static long ahead_ns(void) {
  static atomic_long looks;
  const char* const step = getenv("UWS_CLOCK_STEP_US");
  return step == NULL ? 0 : strtol(step, NULL, 10) * 1000 * ++looks;
}

int clock_gettime(clockid_t clock, struct timespec* out) {
  const int result = (int)syscall(SYS_clock_gettime, clock, out);
  if (result == 0 && clock == CLOCK_REALTIME) out->tv_sec += offset();
  if (result == 0 && clock == CLOCK_MONOTONIC) {
    const long ns = out->tv_nsec + ahead_ns();
    out->tv_sec += ns / 1000000000;
    out->tv_nsec = ns % 1000000000;
  }
  return result;
}

int gettimeofday(struct timeval* out, void* zone) {
  struct timespec now;
  (void)zone;
  clock_gettime(CLOCK_REALTIME, &now);
  out->tv_sec = now.tv_sec;
  out->tv_usec = now.tv_nsec / 1000;
  return 0;
}

time_t time(time_t* out) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (out != NULL) *out = now.tv_sec;
  return now.tv_sec;
}
