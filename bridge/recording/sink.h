#pragma once
// Who is told of exchanges that have been answered.

#include <string_view>

#include "bridge/recording/recorded.h"

namespace uws::recording {

// Any thread may call; neither function blocks.
class Sink {
 public:
  Sink() = default;
  virtual ~Sink() = default;
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;

  // Whether exchanges of the operation ("CarrierService.MoveDevice", empty = none) are wanted.
  virtual bool wants(std::string_view operation) const = 0;
  virtual void put(Recorded recorded) = 0;
};

}  // namespace uws::recording
