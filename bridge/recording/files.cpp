#include "bridge/recording/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include "bridge/recording/golden.h"
#include "bridge/recording/har.h"

namespace uws::recording {
namespace {

namespace fs = std::filesystem;
constexpr mode_t kOwnerOnly = 0600;

bool is_recording(const fs::path& path) {
  return path.extension() == ".har" || path.extension() == ".txt";
}

std::string case_name(const fs::path& path) {
  const auto operation = path.parent_path(), service = operation.parent_path();
  return service.filename().string() + "/" + operation.filename().string() + "/" +
         path.stem().string();
}

tl::expected<std::vector<Recorded>, std::string> read_one(const fs::path& path) {
  const auto fail = [&](const std::string& why) {
    return tl::unexpected(path.string() + ": " + why);
  };
  const auto text = read_text(path);
  if (!text) return tl::unexpected(text.error());
  if (path.extension() == ".har") {
    auto all = read_har(*text);
    if (!all) return fail(all.error());
    return all;
  }
  const auto sections = parse_sections(*text);
  if (!sections) return fail(sections.error());
  auto recorded = from_golden(*sections, case_name(fs::absolute(path)));
  if (!recorded) return fail(recorded.error());
  return std::vector{std::move(*recorded)};
}

}  // namespace

tl::expected<std::string, std::string> read_text(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in) return tl::unexpected("cannot read " + path.string());
  return text;
}

tl::expected<std::vector<Recorded>, std::string> read_recordings(const fs::path& path) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return read_one(path);
  std::vector<fs::path> files;
  for (fs::recursive_directory_iterator it(path, error), end; !error && it != end;
       it.increment(error)) {
    if (it->is_regular_file(error) && is_recording(it->path())) files.push_back(it->path());
  }
  std::sort(files.begin(), files.end());
  std::vector<Recorded> all;
  for (const auto& file : files) {
    auto some = read_one(file);
    if (!some) return some;
    std::move(some->begin(), some->end(), std::back_inserter(all));
  }
  if (all.empty()) return tl::unexpected(path.string() + ": holds no .har and no .txt file");
  return all;
}

tl::expected<void, std::string> write_private(const fs::path& path, std::string_view text) {
  const auto fail = [&] {
    return tl::unexpected("cannot write " + path.string() + ": " + std::strerror(errno));
  };
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kOwnerOnly);
  if (file < 0) return fail();
  ::fchmod(file, kOwnerOnly);
  while (!text.empty()) {
    const auto written = ::write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      auto failed = fail();
      ::close(file);
      return failed;
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  ::close(file);
  return {};
}

}  // namespace uws::recording
