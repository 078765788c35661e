#include "bridge/recording/sections.h"

#include <algorithm>
#include <utility>

namespace uws::recording {
namespace {

constexpr std::string_view kHeader = "== ";

bool has_header_line(std::string_view content) {
  return content.starts_with(kHeader) || content.find("\n== ") != content.npos;
}

}  // namespace

const std::string* Sections::find(std::string_view name) const {
  const auto found = std::find_if(sections.begin(), sections.end(),
                                  [&](const Section& section) { return section.name == name; });
  return found == sections.end() ? nullptr : &found->content;
}

void Sections::set(std::string_view name, std::string content) {
  const auto found = std::find_if(sections.begin(), sections.end(),
                                  [&](const Section& section) { return section.name == name; });
  if (found == sections.end()) {
    sections.push_back({std::string(name), std::move(content)});
  } else {
    found->content = std::move(content);
  }
}

void Sections::erase(std::string_view name) {
  std::erase_if(sections, [&](const Section& section) { return section.name == name; });
}

tl::expected<Sections, std::string> parse_sections(std::string_view text) {
  Sections file;
  if (text.ends_with('\n')) text.remove_suffix(1);
  bool first_line = true;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    at = end + 1;
    if (line.starts_with(kHeader)) {
      const std::string name(line.substr(kHeader.size()));
      if (file.find(name) != nullptr) return tl::make_unexpected("section twice: " + name);
      file.sections.push_back({name, {}});
      first_line = true;
    } else if (file.sections.empty()) {
      return tl::make_unexpected(std::string("the first line is no section line"));
    } else {
      std::string& content = file.sections.back().content;
      if (!first_line) content += '\n';
      content += line;
      first_line = false;
    }
  }
  return file;
}

tl::expected<std::string, std::string> sections_text(const Sections& file) {
  std::string text;
  for (const Section& section : file.sections) {
    if (has_header_line(section.content)) {
      return tl::make_unexpected("a line of '" + section.name + "' would start a section");
    }
    text += std::string(kHeader) + section.name + '\n';
    if (!section.content.empty()) text += section.content + '\n';
  }
  return text;
}

}  // namespace uws::recording
