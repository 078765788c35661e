#pragma once
// UTF-8 as XML 1.0 and JSON need it: reading one character, and making bytes valid.

#include <cstddef>
#include <string>
#include <string_view>

namespace uws::base {

// U+FFFD in UTF-8, what every unusable byte or character becomes.
inline constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

struct DecodedChar {
  char32_t value = 0;
  // Bytes taken, at least 1; 1 for a byte that starts no valid sequence.
  std::size_t length = 1;
  bool valid = false;
};

// The character at `text[at]`; `at` is within `text`. Overlong forms, surrogates and values above
// U+10FFFF are not valid.
DecodedChar decode_utf8(std::string_view text, std::size_t at);

// Whether `c` is a character's first byte, in text that is UTF-8.
constexpr bool begins_char(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

// How many characters (code points) there are in text that is UTF-8, and its first `most` ones.
std::size_t count_chars(std::string_view text);
std::string_view first_chars(std::string_view text, std::size_t most);

// `text` (UTF-8) fit for one line of a table: control characters become blanks, and what has more
// than `most` (at least 1) characters is cut and ends in "…".
std::string shortened(std::string_view text, std::size_t most);

// Appends the character; what is none becomes kReplacement.
void append_utf8(std::string& out, char32_t character);

// `text` with every byte that is not part of valid UTF-8 replaced by U+FFFD.
std::string repair_utf8(std::string_view text);

}  // namespace uws::base
