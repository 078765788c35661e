#pragma once
// How much room the store has, and when there is none left for more.

#include <atomic>
#include <optional>
#include <string>

#include "bridge/store/error.h"

namespace uws::store {

// Bytes. 0 = no bound.
struct RoomSettings {
  // What is stored.
  unsigned long long max_bytes = 2ULL * 1024 * 1024 * 1024;
  // Left on the file system.
  unsigned long long min_free_bytes = 256ULL * 1024 * 1024;
};

// Written by the store's thread, read by any.
class Room {
 public:
  // `directory` is where the store's files are.
  Room(RoomSettings settings, std::string directory)
      : settings_(settings), directory_(std::move(directory)) {}

  // Looks again: `used` bytes are in use of the `file` that the database has.
  void look(unsigned long long used, unsigned long long file);

  // ErrorKind::full when nothing new must come in, so that what is there can still be delivered.
  std::optional<Error> refusal() const;
  // Part of the room in use, by the bound that is nearer: 1 = full.
  double fullness() const;

  unsigned long long used() const { return used_; }
  unsigned long long file() const { return file_; }
  unsigned long long left_on_disk() const { return left_; }
  unsigned long long max() const { return settings_.max_bytes; }

 private:
  const RoomSettings settings_;
  const std::string directory_;
  std::atomic<unsigned long long> used_{0}, file_{0}, left_{~0ULL};
};

}  // namespace uws::store
