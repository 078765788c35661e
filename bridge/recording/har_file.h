#pragma once
// A HAR file that grows: a whole file after every append.

#include <filesystem>
#include <memory>
#include <string_view>

namespace uws::recording {

class HarFile {
 public:
  // A new file, 0600; null, and no file, when it cannot be made or written.
  static std::unique_ptr<HarFile> create(const std::filesystem::path& path);
  ~HarFile();
  HarFile(const HarFile&) = delete;
  HarFile& operator=(const HarFile&) = delete;

  // Adds an entry (har_line); false when it could not be written whole.
  bool append(std::string_view line);
  std::size_t size() const { return size_; }

 private:
  explicit HarFile(int file) : file_(file) {}
  bool write_at(std::size_t offset, std::string_view text) const;

  const int file_;
  std::size_t size_ = 0;  // without the tail
  bool any_ = false;
};

}  // namespace uws::recording
