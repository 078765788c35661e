#pragma once
// Which threads the kernel prefers where there are more than processors.

namespace uws::ops {

// From now on the kernel prefers others to the calling thread (nice 10): those that serve clients
// to those that do long or unhurried work. It keeps a tenth of their share, so that who waits for a
// lock it holds does not wait long. Where that is not allowed, all stays as it was.
void prefer_others();

}  // namespace uws::ops
