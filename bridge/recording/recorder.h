#pragma once
// Exchanges on their way to files: put by any thread, scrubbed and written by one of its own, so
// that whoever serves a call never waits for it.

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
#include "bridge/recording/scrub.h"
#include "bridge/recording/settings.h"
#include "bridge/recording/sink.h"

namespace uws::recording {

struct RecorderCounters {
  static constexpr ops::Family kExchanges{
      "uws_recorded_exchanges_total", "Exchanges put on record", "outcome", ops::Kind::counter,
      "`dropped`: more than the disk took; `failed`: could not be written"};

  ops::Rows rows;
  ops::Count written{rows, kExchanges, "written"};
  ops::Count dropped{rows, kExchanges, "dropped"};
  ops::Count failed{rows, kExchanges, "failed"};
};

class Recorder final : public Sink {
 public:
  // What may wait to be written; more is dropped.
  static constexpr std::size_t kMostWaiting = 1'000, kMostBytes = 32 * 1024 * 1024;

  using Redact = std::function<std::string(std::string_view)>;

  // `counters` and what `redact` refers to must outlive the recorder. Throws std::system_error when
  // the folder or its key cannot be made.
  Recorder(RecorderSettings settings, RecorderCounters& counters, const Redact& redact = {});
  // Writes what waits.
  ~Recorder() override;

  bool wants(std::string_view operation) const override;
  // Takes no longer than a queue's push; drops, and counts, when there is no room.
  void put(Recorded recorded) override;

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

}  // namespace uws::recording
