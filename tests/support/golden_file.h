#pragma once
// Golden files: one recorded exchange as one text file, in sections (bridge/recording/sections.h).
// What differs from run to run is a hole in the recorded text:
//   {{uuid}}  8-4-4-4-12 hexadecimal digits
//   {{now}}   an ISO 8601 time, date to seconds, optional fraction, Z or an offset or neither
//   {{port}}  1 to 5 digits

#include <filesystem>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "bridge/recording/sections.h"

namespace uws::testing {

using recording::Section;
using GoldenFile = recording::Sections;

// Errors: the file cannot be read, is empty, does not start with a section line, or has a section
// twice.
inline tl::expected<GoldenFile, std::string> parse_golden(std::string_view text) {
  return recording::parse_sections(text);
}
tl::expected<GoldenFile, std::string> read_golden(const std::filesystem::path& path);

// Errors: the file cannot be written, or a content has a line that would start a section.
tl::expected<void, std::string> write_golden(const std::filesystem::path& path,
                                             const GoldenFile& file);

// Whether `actual` is `expected` with something suitable in each hole.
bool matches_golden(std::string_view expected, std::string_view actual);

// For a failed comparison: where the texts part and a little of both around it.
std::string golden_difference(std::string_view expected, std::string_view actual);

// Compares `actual` with the section; with UPDATE_GOLDEN=1 in the environment a section that does
// not match (or does not exist) is set to `actual` instead, and `changed` becomes true. An empty
// `actual` belongs to no section at all. Error: what differs.
tl::expected<void, std::string> check_section(GoldenFile& file, std::string_view name,
                                              const std::string& actual, bool& changed);

// All files below `root` with the extension .txt, sorted by path.
std::vector<std::filesystem::path> golden_files(const std::filesystem::path& root);

}  // namespace uws::testing
