#pragma once
// Recordings in files and folders.

#include <filesystem>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "bridge/recording/recorded.h"

namespace uws::recording {

// All exchanges of a file (.har, or golden text in .txt) or of all such files below a folder, by
// path. A golden file's case is named after its last three path segments. Error: one line that
// names the file.
tl::expected<std::vector<Recorded>, std::string> read_recordings(const std::filesystem::path& path);

// Writes `text` whole, readable by the owner alone (0600), replacing what is there. Error: one
// line.
tl::expected<void, std::string> write_private(const std::filesystem::path& path,
                                              std::string_view text);
tl::expected<std::string, std::string> read_text(const std::filesystem::path& path);

}  // namespace uws::recording
