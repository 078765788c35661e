#pragma once
// Stand-ins for values that must not be written down.

#include <string>
#include <string_view>

namespace uws::recording {

// A value of the same shape: a digit for a digit, a letter of the same case for a letter, what only
// hexadecimal digits could be stays such, everything else (dots, dashes, blanks) as it is; a
// character beyond ASCII becomes another of the same length. No letter or digit stays what it was.
// The same value and key always give the same stand-in; without the key nothing tells the value but
// trying all values of that shape.
std::string stand_in(std::string_view value, std::string_view key);

}  // namespace uws::recording
