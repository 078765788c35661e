#pragma once
// A translation run without a network: what an envelope asks of the platform and, given what the
// platform said, what it is answered.

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "bridge/recording/recorded.h"
#include "mapping/operation.h"

namespace uws::tools {

struct CourseTerms {
  std::chrono::sys_seconds now{};
  bool strict_order = false;
  std::string go_to_state_path = "goToState";
  std::size_t max_response_bytes = 0;
};

struct Course {
  // The calls in their order, with the replies there were.
  std::vector<recording::Asked> asked;
  // The next call has no reply: the last of `asked`.
  bool waiting = false;
  std::optional<Fault> fault;
  std::string envelope;  // the answer; empty while waiting
  std::vector<std::string> unmapped;
};

// `replies`: what is said to each call, in turn, those to the platform and those to the store each
// in their own order; a call of the store without a reply gets one as of a store that works.
Course run_course(const mapping::Operation& operation, const std::string& envelope,
                  const std::vector<recording::Asked>& replies, const CourseTerms& terms);

}  // namespace uws::tools
