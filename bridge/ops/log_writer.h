#pragma once
// Lines on their way to a file or to stderr: queued whole by any thread, written by one of its own,
// many at a time, so that whoever serves a call never waits for a disk or a pipe.

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "bridge/ops/counters.h"

namespace uws::ops {

struct LogCounters {
  Rows rows;
  Count dropped{rows,
                {"uws_log_dropped_total", "Log lines that were not written", "", Kind::counter,
                 "The file or pipe takes them too slowly, or not at all: a full disk, a reader "
                 "that stands still"}};
};

class LogWriter {
 public:
  // Bytes that may wait to be written.
  static constexpr std::size_t kCapacity = 4 * 1024 * 1024;

  // `file`: appended to, made where there is none (0640); empty = stderr. Throws std::system_error
  // when it cannot be opened. `counters` must outlive the writer.
  LogWriter(std::string file, LogCounters& counters, std::size_t capacity = kCapacity);
  // Writes what waits, for two seconds at most.
  ~LogWriter();
  LogWriter(const LogWriter&) = delete;
  LogWriter& operator=(const LogWriter&) = delete;

  // `line` without its line end. Written within a few milliseconds; `soon`: without gathering
  // others first. Dropped, and counted, when it has no room.
  void put(std::string_view line, bool soon);
  // What is put from now on goes to a file opened anew, for logrotate; what was put before goes to
  // the old one. A file that cannot be opened leaves the old one in use, with a line in it.
  void reopen();

 private:
  using Clock = std::chrono::steady_clock;

  void run();
  void write(std::string_view text);
  std::size_t write_some(std::string_view text) const;
  bool await_room() const;
  void open_again();

  const std::string file_;
  LogCounters& counters_;
  const std::size_t capacity_;
  int descriptor_;
  std::size_t piece_ = 0;  // bytes that a write is sure not to block on; 0 = any number
  bool mid_line_ = false;

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::string waiting_;
  bool soon_ = false;
  bool reopen_ = false;
  bool stopping_ = false;
  Clock::time_point give_up_ = Clock::time_point::max();
  std::thread thread_;
};

}  // namespace uws::ops
