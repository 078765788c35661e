#include "bridge/ops/log_writer.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <new>
#include <system_error>
#include <utility>

namespace uws::ops {
namespace {

// Lines are gathered for this long before they are written.
constexpr std::chrono::milliseconds kGather{10};
// Between two looks whether to give up on who does not read.
constexpr int kLookAgainMs = 50;
constexpr std::chrono::seconds kLastPatience{2};
// Memory kept between two writes.
constexpr std::size_t kKept = 256 * 1024;

int open_file(const std::string& file) {
  if (file.empty()) return STDERR_FILENO;
  return ::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
}

// A file takes any number of bytes; of others poll() says no more than that PIPE_BUF fit.
std::size_t piece_of(int descriptor) {
  struct stat about {};
  return ::fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode) ? 0 : PIPE_BUF;
}

// Signals are for the threads that expect them.
void block_signals() {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

}  // namespace

LogWriter::LogWriter(std::string file, LogCounters& counters, std::size_t capacity)
    : file_(std::move(file)),
      counters_(counters),
      capacity_(capacity),
      descriptor_(open_file(file_)) {
  if (descriptor_ < 0) throw std::system_error(errno, std::system_category(), file_);
  piece_ = piece_of(descriptor_);
  thread_ = std::thread([this] { run(); });
}

LogWriter::~LogWriter() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    give_up_ = Clock::now() + kLastPatience;
  }
  wake_.notify_one();
  thread_.join();
  if (!file_.empty()) ::close(descriptor_);
}

void LogWriter::put(std::string_view line, bool soon) {
  bool wake = false;
  {
    const std::lock_guard lock(mutex_);
    try {
      if (waiting_.size() + line.size() >= capacity_) throw std::bad_alloc();
      const bool first = waiting_.empty();
      waiting_.reserve(waiting_.size() + line.size() + 1);
      waiting_.append(line).push_back('\n');
      soon = soon || waiting_.size() > capacity_ / 2;
      wake = first || (soon && !soon_);
      soon_ = soon_ || soon;
    } catch (const std::bad_alloc&) {
      ++counters_.dropped;
    }
  }
  if (wake) wake_.notify_one();
}

void LogWriter::reopen() {
  {
    const std::lock_guard lock(mutex_);
    reopen_ = true;
  }
  wake_.notify_one();
}

void LogWriter::run() {
  block_signals();
  std::string batch;
  std::unique_lock lock(mutex_);
  for (bool last = false; !last;) {
    const auto urgent = [this] { return soon_ || reopen_ || stopping_; };
    wake_.wait(lock, [&] { return !waiting_.empty() || urgent(); });
    wake_.wait_for(lock, kGather, urgent);
    std::swap(batch, waiting_);
    soon_ = false;
    const bool reopen = std::exchange(reopen_, false);
    last = stopping_;
    lock.unlock();
    write(batch);
    batch.clear();
    if (batch.capacity() > kKept) batch = {};
    if (reopen) open_again();
    lock.lock();
    last = last && waiting_.empty();
  }
}

// False when the process ends and the other side still takes nothing.
bool LogWriter::await_room() const {
  for (;;) {
    pollfd entry{descriptor_, POLLOUT, 0};
    if (::poll(&entry, 1, kLookAgainMs) != 0) return true;
    const std::lock_guard lock(mutex_);
    if (Clock::now() > give_up_) return false;
  }
}

// How much of `text` was written.
std::size_t LogWriter::write_some(std::string_view text) const {
  std::size_t done = 0;
  while (done < text.size() && await_room()) {
    const auto left = text.size() - done;
    const auto size = piece_ == 0 ? left : std::min(left, piece_);
    const auto written = ::write(descriptor_, text.data() + done, size);
    if (written < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (written <= 0) break;
    done += static_cast<std::size_t>(written);
  }
  return done;
}

void LogWriter::write(std::string_view text) {
  // What a failed write has left of a line ends before the next one.
  if (mid_line_ && !text.empty()) mid_line_ = write_some("\n") == 0;
  const auto done = mid_line_ ? 0 : write_some(text);
  if (done > 0) mid_line_ = text[done - 1] != '\n';
  counters_.dropped += static_cast<std::uint64_t>(std::ranges::count(text.substr(done), '\n'));
}

void LogWriter::open_again() {
  if (file_.empty()) return;
  const int fresh = open_file(file_);
  if (fresh < 0) {
    const auto why = std::generic_category().message(errno);
    return write("the log file cannot be opened again, the old one stays: " + why + "\n");
  }
  ::close(descriptor_);
  descriptor_ = fresh;
  piece_ = piece_of(descriptor_);
}

}  // namespace uws::ops
