#pragma once
// What the bodies of requests may hold of the memory, all servers of the process together.

#include <cstddef>

namespace uws::http {

// The part of one request, from its first bytes to its answer.
class BodyBudget {
 public:
  // Bodies of up to this size are not counted: the number of connections bounds them.
  static constexpr std::size_t kFree = 16 * 1024;

  // `limit`: bytes of all counted bodies; 0 = no bound.
  explicit BodyBudget(std::size_t limit) : limit_(limit) {}
  ~BodyBudget();
  BodyBudget(const BodyBudget&) = delete;
  BodyBudget& operator=(const BodyBudget&) = delete;

  // The body has grown to `bytes`. False when that is more than is left for it.
  bool hold(std::size_t bytes);

 private:
  const std::size_t limit_;
  std::size_t held_ = 0;
};

}  // namespace uws::http
