#pragma once
// One at a time for each key, in the order of asking.

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <memory>
#include <string>

namespace uws::store {

class Turns;

// A turn in hand; given up by its destructor. Must not be used by two threads at once.
class Turn {
 public:
  Turn() = default;
  Turn(Turn&& other) noexcept = default;
  Turn& operator=(Turn&& other) noexcept;
  ~Turn() { give_up(); }

  void give_up();
  bool held() const { return turns_ != nullptr; }

 private:
  friend class Turns;
  struct State;
  Turn(std::shared_ptr<State> turns, std::string key)
      : turns_(std::move(turns)), key_(std::move(key)) {}

  std::shared_ptr<State> turns_;
  std::string key_;
};

// Thread-safe. Every io_context that ever waited here must outlive it.
class Turns {
 public:
  Turns();

  // Resumes on the caller's executor, a single-threaded one, when the turn is the caller's; with an
  // empty Turn when `not_after` has passed before.
  boost::asio::awaitable<Turn> take(std::string key,
                                    std::chrono::steady_clock::time_point not_after);

 private:
  std::shared_ptr<Turn::State> state_;
};

}  // namespace uws::store
