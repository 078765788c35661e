#pragma once
// Bytes that may not be text, as text.

#include <string>
#include <string_view>

namespace uws::base {

std::string to_base64(std::string_view bytes);
// The bytes behind padded base64; anything else gives an empty string.
std::string from_base64(std::string_view text);

}  // namespace uws::base
