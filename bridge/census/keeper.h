#pragma once
// Brings what the census saw into the store: a few seconds after it was seen, before anybody reads
// it there, and when the process ends. A store that fails or is full loses nothing of it but what
// is beyond the census' own bounds, and is not asked again before the next time. The room that the
// relay needs to go on is never taken.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string_view>

#include "bridge/census/census.h"

namespace uws::census {

// What a kill may cost of the census.
inline constexpr std::chrono::milliseconds kBetweenWrites{5'000};

// The io_context's thread, but for what says otherwise. All references must outlive the store.
class Keeper {
 public:
  Keeper(boost::asio::io_context& io, Census& census, store::Store& store, const Settings& settings,
         Counters& counters, std::chrono::milliseconds between = kBetweenWrites);

  // Writes now and then, and forgets who was not seen for `keep_days`, until the io_context stops.
  // `failed` gets the words of an exception; the loop goes on.
  void start(std::function<void(std::string_view)> failed);

  // What has been seen so far is in the store when this returns true. Any executor.
  boost::asio::awaitable<bool> write();

  // Hands the store what is left, for it to finish before it goes; nothing is waited for. Any
  // thread, after the io_context has stopped.
  void finish();

 private:
  boost::asio::awaitable<void> live();
  boost::asio::awaitable<void> forget();
  std::vector<store::ClientSeen> clients_of(const std::vector<Sighting>& sightings) const;

  boost::asio::io_context& io_;
  Census& census_;
  store::Store& store_;
  const Settings settings_;
  Counters& counters_;
  const std::chrono::milliseconds between_;
  boost::asio::steady_timer timer_;
};

}  // namespace uws::census
