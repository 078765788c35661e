#include "bridge/recording/har_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "bridge/recording/har.h"

namespace uws::recording {

std::unique_ptr<HarFile> HarFile::create(const std::filesystem::path& path) {
  constexpr mode_t kOwnerOnly = 0600;
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerOnly);
  if (file < 0) return nullptr;
  std::unique_ptr<HarFile> made(new HarFile(file));
  const auto head = har_head();
  made->size_ = head.size();
  if (made->write_at(0, head + std::string(kHarTail))) return made;
  // Nothing is left behind where a full disk lets files be made and not be written.
  ::unlink(path.c_str());
  return nullptr;
}

HarFile::~HarFile() { ::close(file_); }

bool HarFile::write_at(std::size_t offset, std::string_view text) const {
  while (!text.empty()) {
    const auto written = ::pwrite(file_, text.data(), text.size(), static_cast<off_t>(offset));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
    offset += static_cast<std::size_t>(written);
  }
  return true;
}

bool HarFile::append(std::string_view line) {
  std::string text(any_ ? kHarBetween : std::string_view());
  text += line;
  const auto grown = size_ + text.size();
  text += kHarTail;
  if (!write_at(size_, text)) {
    // What was whole before is whole again.
    const auto tail = std::string(kHarTail);
    const auto end = static_cast<off_t>(size_ + tail.size());
    static_cast<void>(write_at(size_, tail) && ::ftruncate(file_, end) == 0);
    return false;
  }
  size_ = grown;
  any_ = true;
  return true;
}

}  // namespace uws::recording
