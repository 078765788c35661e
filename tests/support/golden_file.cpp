#include "tests/support/golden_file.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <utility>

namespace uws::testing {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

// Length of what `pattern` takes at the start of `text`, 0 if it does not fit: h is a hexadecimal
// digit, d a decimal one, anything else itself.
std::size_t take_pattern(std::string_view text, std::string_view pattern) {
  if (text.size() < pattern.size()) return 0;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool fits = pattern[i] == 'h'   ? is_hex(text[i])
                      : pattern[i] == 'd' ? is_digit(text[i])
                                          : text[i] == pattern[i];
    if (!fits) return 0;
  }
  return pattern.size();
}

std::size_t take_digits(std::string_view text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
  return static_cast<std::size_t>(end - text.begin());
}

std::size_t take_uuid(std::string_view text) {
  return take_pattern(text, "hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh");
}

std::size_t take_now(std::string_view text) {
  std::size_t length = take_pattern(text, "dddd-dd-ddTdd:dd:dd");
  if (length == 0) return 0;
  if (text.substr(length).starts_with('.')) {
    const std::size_t digits = take_digits(text.substr(length + 1));
    if (digits == 0) return 0;
    length += 1 + digits;
  }
  const std::string_view zone = text.substr(length);
  if (zone.starts_with('Z')) return length + 1;
  return length + std::max(take_pattern(zone, "+dd:dd"), take_pattern(zone, "-dd:dd"));
}

std::size_t take_port(std::string_view text) {
  const std::size_t digits = take_digits(text);
  return digits <= 5 ? digits : 0;
}

struct Hole {
  std::string_view name;
  std::size_t (*take)(std::string_view text);
};
constexpr std::array<Hole, 3> kHoles = {
    {{"{{uuid}}", take_uuid}, {"{{now}}", take_now}, {"{{port}}", take_port}}};

const Hole* hole_at(std::string_view text) {
  const auto found = std::find_if(kHoles.begin(), kHoles.end(),
                                  [&](const Hole& hole) { return text.starts_with(hole.name); });
  return found == kHoles.end() ? nullptr : &*found;
}

// How far both texts agree: offsets into `expected` and `actual`.
std::pair<std::size_t, std::size_t> agreement(std::string_view expected, std::string_view actual) {
  std::size_t e = 0;
  std::size_t a = 0;
  while (e < expected.size()) {
    if (const Hole* hole = hole_at(expected.substr(e))) {
      const std::size_t taken = hole->take(actual.substr(a));
      if (taken == 0) break;
      e += hole->name.size();
      a += taken;
    } else if (a < actual.size() && expected[e] == actual[a]) {
      ++e;
      ++a;
    } else {
      break;
    }
  }
  return {e, a};
}

bool updating() {
  const char* value = std::getenv("UPDATE_GOLDEN");
  return value != nullptr && std::string_view(value) == "1";
}

}  // namespace

tl::expected<GoldenFile, std::string> read_golden(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return tl::make_unexpected("cannot read " + path.string());
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  auto file = parse_golden(text);
  if (!file) return tl::make_unexpected(path.string() + ": " + file.error());
  return file;
}

tl::expected<void, std::string> write_golden(const std::filesystem::path& path,
                                             const GoldenFile& file) {
  const auto text = recording::sections_text(file);
  if (!text) return tl::make_unexpected(text.error());
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << *text << std::flush;
  if (!out) return tl::make_unexpected("cannot write " + path.string());
  return {};
}

bool matches_golden(std::string_view expected, std::string_view actual) {
  return agreement(expected, actual) == std::pair(expected.size(), actual.size());
}

std::string golden_difference(std::string_view expected, std::string_view actual) {
  constexpr std::size_t kBefore = 40;
  constexpr std::size_t kShown = 120;
  const auto [e, a] = agreement(expected, actual);
  const auto around = [&](std::string_view text, std::size_t at) {
    const std::size_t begin = at > kBefore ? at - kBefore : 0;
    return std::string(text.substr(begin, kShown));
  };
  return "differs at byte " + std::to_string(a) + "\n  expected: …" + around(expected, e) +
         "\n  actual:   …" + around(actual, a);
}

tl::expected<void, std::string> check_section(GoldenFile& file, std::string_view name,
                                              const std::string& actual, bool& changed) {
  const std::string* expected = file.find(name);
  if (expected == nullptr && actual.empty()) return {};
  if (expected != nullptr && !actual.empty() && matches_golden(*expected, actual)) return {};
  if (updating()) {
    if (actual.empty()) {
      file.erase(name);
    } else {
      file.set(name, actual);
    }
    changed = true;
    return {};
  }
  const std::string label = "section '" + std::string(name) + "' ";
  if (expected == nullptr) return tl::make_unexpected(label + "is missing; actual:\n" + actual);
  return tl::make_unexpected(label + golden_difference(*expected, actual));
}

std::vector<std::filesystem::path> golden_files(const std::filesystem::path& root) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (std::filesystem::recursive_directory_iterator it(root, error), end; it != end;
       it.increment(error)) {
    if (it->is_regular_file(error) && it->path().extension() == ".txt") files.push_back(it->path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace uws::testing
