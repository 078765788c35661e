#include "bridge/ops/thread_priority.h"

#include <sys/resource.h>
#include <unistd.h>

namespace uws::ops {

void prefer_others() {
  constexpr int kNice = 10;
  // Of a thread, on Linux.
  static_cast<void>(setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kNice));
}

}  // namespace uws::ops
