#pragma once
// Exchanges on their way to files: put by any thread, scrubbed and written by one of its own, so
// that whoever serves a call never waits for it.

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "bridge/ops/counters.h"
#include "bridge/recording/recorded.h"
#include "bridge/recording/scrub.h"

namespace uws::recording {

struct RecorderSettings {
  std::string directory = {};  // empty = nothing is recorded; made when it is not there (0700)
  // Of all files of the folder together; the oldest ones go.
  std::size_t max_bytes = 100 * 1024 * 1024;
  std::vector<std::string> operations = {};  // "CarrierService.*", "*.LogIn"; empty = all
  std::vector<std::string> scrub = {};       // "identifiers", "names", "addresses"

  bool wanted() const { return !directory.empty(); }
};

struct RecorderCounters {
  static constexpr ops::Family kExchanges{
      "uws_recorded_exchanges_total", "Exchanges put on record", "outcome", ops::Kind::counter,
      "`dropped`: more than the disk took; `failed`: could not be written"};

  ops::Rows rows;
  ops::Count written{rows, kExchanges, "written"};
  ops::Count dropped{rows, kExchanges, "dropped"};
  ops::Count failed{rows, kExchanges, "failed"};
};

class Recorder {
 public:
  // What may wait to be written; more is dropped.
  static constexpr std::size_t kMostWaiting = 1'000, kMostBytes = 32 * 1024 * 1024;

  using Redact = std::function<std::string(std::string_view)>;

  // `counters` and what `redact` refers to must outlive the recorder. Throws std::system_error when
  // the folder or its key cannot be made.
  Recorder(RecorderSettings settings, RecorderCounters& counters, const Redact& redact = {});
  // Writes what waits.
  ~Recorder();
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;

  // Whether exchanges of the operation ("CarrierService.MoveDevice", empty = none) are recorded.
  bool wants(std::string_view operation) const;
  // Takes no longer than a queue's push; drops, and counts, when there is no room.
  void put(Recorded recorded);

 private:
  class Files;

  void run();

  const RecorderSettings settings_;
  RecorderCounters& counters_;
  const Scrubber scrubber_;
  std::unique_ptr<Files> files_;

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Recorded> waiting_;
  std::size_t waiting_bytes_ = 0;
  bool stopping_ = false;
  std::thread thread_;
};

// The key of a folder's stand-ins: the first line of its file scrub.key, which is made (0600) when
// it is not there. Throws std::system_error.
std::string folder_key(const std::string& directory);

// "2026-11-30T03:45:12.345Z"
std::string time_text(std::chrono::system_clock::time_point time);

}  // namespace uws::recording
