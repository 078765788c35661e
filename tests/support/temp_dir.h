#pragma once
// A directory of a test's own, gone with everything in it when the object goes.

#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

namespace uws::test {

class TempDir {
 public:
  // Throws std::system_error.
  TempDir() {
    auto pattern = (std::filesystem::temp_directory_path() / "uws-test-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) {
      throw std::system_error(errno, std::system_category(), "mkdtemp");
    }
    path_ = pattern;
  }
  ~TempDir() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

}  // namespace uws::test
