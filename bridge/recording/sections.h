#pragma once
// Text in sections, the form of the golden files.
//
//   == soap request
//   <s:Envelope …
//   == rest call
//   …
//
// A line `== name` starts a section; its content is everything up to the next such line, without
// the final line break. The first line of a file is a section line, so content never has a line
// that starts with "== ".

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace uws::recording {

struct Section {
  std::string name;
  std::string content;

  bool operator==(const Section&) const = default;
};

struct Sections {
  std::vector<Section> sections;

  // The content of the first section of that name; null when there is none. Borrowed.
  const std::string* find(std::string_view name) const;
  // Replaces the content of that section, or adds one at the end.
  void set(std::string_view name, std::string content);
  // Removes that section, if there is one.
  void erase(std::string_view name);
};

// Errors: the text is empty, does not start with a section line, or has a section twice.
tl::expected<Sections, std::string> parse_sections(std::string_view text);
// Error: a content has a line that would start a section.
tl::expected<std::string, std::string> sections_text(const Sections& file);

}  // namespace uws::recording
