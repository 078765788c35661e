#pragma once
// Small changes to text that every room needs. Letters and blanks are those of ASCII, whatever the
// locale; bytes beyond are left alone.

#include <optional>
#include <string>
#include <string_view>

namespace uws::base {

// `text` without blanks, tabs and line ends around it; a part of `text`.
std::string_view trimmed(std::string_view text);
bool is_blank(std::string_view text);

std::string lower(std::string_view text);
bool same_no_case(std::string_view a, std::string_view b);

// Value of a hexadecimal digit, -1 when it is none.
int hex_value(char c);
// Two lower-case hexadecimal digits a byte.
std::string to_hex(std::string_view bytes);

// "Body" of "s:Body": what stands behind the colon of a qualified name.
std::string_view local_part(std::string_view qualified);

// Takes `c` off the front of `text`; false, and nothing taken, when it begins otherwise.
bool take(std::string_view& text, char c);
// Takes `count` decimal digits off the front; nothing when there are fewer.
std::optional<int> take_digits(std::string_view& text, std::size_t count);

struct PercentDecoding {
  // False: an escape that hides a NUL is left as it is.
  bool nul = true;
  // True: '+' is a blank, as in queries and forms.
  bool plus_is_space = false;
};

// `text` with every byte but RFC 3986's unreserved characters as %XX, in capitals.
std::string percent_encoded(std::string_view text);

// Percent-escapes resolved (RFC 3986); one without two hexadecimal digits is left as it is.
std::string percent_decoded(std::string_view text, PercentDecoding how = {});

}  // namespace uws::base
