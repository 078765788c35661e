#include "bridge/recording/recorder.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include "base/crypto.h"
#include "base/text.h"
#include "base/utc.h"
#include "bridge/recording/files.h"
#include "bridge/recording/har.h"
#include "bridge/recording/har_file.h"

namespace uws::recording {
namespace {

namespace fs = std::filesystem;
constexpr const char* kKeyFile = "scrub.key";
constexpr std::size_t kKeyBytes = 32;
// Of the whole, so that little is lost when the oldest file goes.
constexpr std::size_t kFilesAtOnce = 8;
constexpr int kFirstNumber = 1'000'000;

ScrubChoice choice_of(const std::vector<std::string>& words) {
  ScrubChoice choice;
  for (const auto& word : words) read_choice(word, choice);
  return choice;
}

std::size_t bytes_of(const Recorded& recorded) {
  std::size_t bytes = recorded.request.size() + recorded.response.size();
  for (const auto& asked : recorded.asked) bytes += asked.body.size() + asked.reply.size();
  return bytes;
}

std::string make_folder(const std::string& directory) {
  std::error_code error;
  if (fs::create_directories(directory, error)) {
    fs::permissions(directory, fs::perms::owner_all, error);
  }
  if (!fs::is_directory(directory)) {
    throw std::system_error(errno ? errno : ENOTDIR, std::generic_category(), directory);
  }
  return directory;
}

}  // namespace

bool fits(std::string_view pattern, std::string_view operation) {
  if (pattern == "*" || pattern == operation) return true;
  if (pattern.ends_with('*')) return operation.starts_with(pattern.substr(0, pattern.size() - 1));
  return pattern.starts_with('*') && operation.ends_with(pattern.substr(1));
}

std::string folder_key(const std::string& directory) {
  const auto path = fs::path(make_folder(directory)) / kKeyFile;
  if (const auto text = read_text(path)) {
    const auto key = base::trimmed(std::string_view(*text).substr(0, text->find('\n')));
    if (!key.empty()) return std::string(key);
  }
  auto key = base::random_hex(kKeyBytes);
  if (const auto written = write_private(path, key + "\n"); !written) {
    throw std::system_error(errno ? errno : EIO, std::generic_category(), written.error());
  }
  return key;
}

// The files of a folder, the newest of which grows.
class Recorder::Files {
 public:
  Files(const std::string& directory, std::size_t max_bytes)
      : directory_(directory), max_bytes_(max_bytes) {}

  bool write(const Recorded& recorded) {
    const auto line = har_line(recorded);
    if (!file_ || file_->size() + line.size() > max_bytes_ / kFilesAtOnce) {
      file_ = HarFile::create(next_path());
      if (!file_) return false;
      make_room(line.size());
    }
    return file_->append(line);
  }

 private:
  fs::path next_path() {
    auto stamp = base::utc_millis(std::chrono::system_clock::now());
    std::erase_if(stamp, [](char c) { return c == ':' || c == '-'; });
    // Files of one moment sort by their number, too.
    const auto number = std::to_string(kFirstNumber + ++count_);
    return fs::path(directory_) / ("uws-" + stamp + "-" + number + ".har");
  }

  // Removes the oldest files until the folder has room for what one more file may hold.
  void make_room(std::size_t next) {
    std::error_code error;
    std::vector<std::pair<std::string, std::size_t>> files;
    std::size_t bytes = std::max(next, max_bytes_ / kFilesAtOnce);
    for (fs::directory_iterator it(directory_, error), end; !error && it != end;
         it.increment(error)) {
      if (it->path().extension() != ".har") continue;
      files.emplace_back(it->path().string(), it->file_size(error));
      bytes += files.back().second;
    }
    std::ranges::sort(files);
    for (std::size_t i = 0; i + 1 < files.size() && bytes > max_bytes_; ++i) {
      fs::remove(files[i].first, error);
      bytes -= files[i].second;
    }
  }

  const std::string directory_;
  const std::size_t max_bytes_;
  std::unique_ptr<HarFile> file_;
  int count_ = 0;
};

Recorder::Recorder(RecorderSettings settings, RecorderCounters& counters, const Redact& redact)
    : settings_(std::move(settings)),
      counters_(counters),
      scrubber_(folder_key(settings_.directory), choice_of(settings_.scrub), redact),
      files_(std::make_unique<Files>(settings_.directory, settings_.max_bytes)),
      thread_([this] { run(); }) {}

Recorder::~Recorder() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

bool Recorder::wants(std::string_view operation) const {
  return settings_.operations.empty() ||
         std::ranges::any_of(settings_.operations,
                             [&](const auto& pattern) { return fits(pattern, operation); });
}

void Recorder::put(Recorded recorded) {
  const auto bytes = bytes_of(recorded);
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() >= kMostWaiting || waiting_bytes_ + bytes > kMostBytes) {
      ++counters_.dropped;
      return;
    }
    waiting_bytes_ += bytes;
    waiting_.push_back(std::move(recorded));
  }
  wake_.notify_one();
}

void Recorder::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    auto next = std::move(waiting_.front());
    waiting_.pop_front();
    waiting_bytes_ -= bytes_of(next);
    lock.unlock();
    bool written = false;
    try {
      written = files_->write(scrubber_.scrubbed(std::move(next)));
    } catch (const std::exception&) {
      written = false;  // counted: there is nobody to tell
    }
    ++(written ? counters_.written : counters_.failed);
    lock.lock();
  }
}

}  // namespace uws::recording
