#include "base/utf8.h"

#include <algorithm>

namespace uws::base {
namespace {

struct Lead {
  std::size_t length;  // 0: not a lead byte
  char32_t bits;
  char32_t smallest;  // anything below is overlong
};

Lead read_lead(unsigned char byte) {
  if (byte < 0x80) return {1, byte, 0};
  if (byte >= 0xC2 && byte <= 0xDF) return {2, byte & 0x1Fu, 0x80};
  if (byte >= 0xE0 && byte <= 0xEF) return {3, byte & 0x0Fu, 0x800};
  if (byte >= 0xF0 && byte <= 0xF4) return {4, byte & 0x07u, 0x10000};
  return {0, 0, 0};
}

}  // namespace

DecodedChar decode_utf8(std::string_view text, std::size_t at) {
  const Lead lead = read_lead(static_cast<unsigned char>(text[at]));
  if (lead.length == 0 || text.size() - at < lead.length) return {};
  char32_t value = lead.bits;
  for (std::size_t i = 1; i < lead.length; ++i) {
    const auto byte = static_cast<unsigned char>(text[at + i]);
    if (begins_char(text[at + i])) return {};
    value = (value << 6u) | (byte & 0x3Fu);
  }
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < lead.smallest || surrogate || value > 0x10FFFF) return {};
  return {value, lead.length, true};
}

std::size_t count_chars(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_char));
}

std::string_view first_chars(std::string_view text, std::size_t most) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (begins_char(text[at]) && ++count > most) return text.substr(0, at);
  }
  return text;
}

std::string shortened(std::string_view text, std::size_t most) {
  std::string made(text);
  if (count_chars(text) > most) made = std::string(first_chars(text, most - 1)) + "…";
  std::ranges::replace_if(
      made, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  return made;
}

void append_utf8(std::string& out, char32_t character) {
  const bool surrogate = character >= 0xD800 && character <= 0xDFFF;
  if (surrogate || character > 0x10FFFF) {
    out += kReplacement;
    return;
  }
  if (character < 0x80) {
    out += static_cast<char>(character);
    return;
  }
  const unsigned more = character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
  constexpr unsigned kLead[] = {0, 0xC0, 0xE0, 0xF0};
  out += static_cast<char>(kLead[more] | character >> (6 * more));
  for (auto left = more; left-- > 0;) {
    out += static_cast<char>(0x80 | (character >> (6 * left) & 0x3F));
  }
}

std::string repair_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const DecodedChar next = decode_utf8(text, at);
    out.append(next.valid ? text.substr(at, next.length) : kReplacement);
    at += next.length;
  }
  return out;
}

}  // namespace uws::base
