#include "bridge/recording/stand_in.h"

#include <algorithm>
#include <array>

#include "base/crypto.h"
#include "base/text.h"
#include "base/utf8.h"

namespace uws::recording {
namespace {

constexpr std::size_t kHexFrom = 8;  // shorter texts of a to f are words as likely

// As many bytes as are asked for, told by a key and a value.
class Stream {
 public:
  Stream(std::string_view key, std::string_view value) : key_(key), value_(value) {}

  unsigned next() {
    if (at_ == block_.size()) fill();
    const int high = base::hex_value(block_[at_]), low = base::hex_value(block_[at_ + 1]);
    at_ += 2;
    return static_cast<unsigned>(high * 16 + low);
  }

 private:
  void fill() {
    base::Digest digest;
    digest.add('k', key_);
    digest.add('v', value_);
    digest.add('n', std::to_string(count_++));
    block_ = digest.hex();
    at_ = 0;
  }

  std::string_view key_, value_;
  std::string block_;
  std::size_t at_ = 0;
  int count_ = 0;
};

// Another of `count` characters from `first` on.
char moved(char c, char first, unsigned count, unsigned by) {
  const auto old = static_cast<unsigned>(c - first);
  return static_cast<char>(first + static_cast<int>((old + 1 + by % (count - 1)) % count));
}

bool is_hex(std::string_view text) {
  return text.size() >= kHexFrom && std::ranges::all_of(text, [](char c) {
           return base::hex_value(c) >= 0 || c == '-' || c == '{' || c == '}';
         });
}

std::string_view beyond_ascii(std::size_t bytes) {
  constexpr std::array<std::string_view, 5> kLetters{"?", "?", "\u00e9", "\u3042", "\U0001F600"};
  return kLetters[bytes];
}

}  // namespace

std::string stand_in(std::string_view value, std::string_view key) {
  constexpr unsigned kDigits = 10, kHexLetters = 6, kLetters = 26;
  Stream stream(key, value);
  const unsigned letters = is_hex(value) ? kHexLetters : kLetters;
  std::string made;
  for (std::size_t at = 0; at < value.size();) {
    const char c = value[at];
    const auto character = base::decode_utf8(value, at);
    at += character.length;
    if (c >= '0' && c <= '9') {
      made += moved(c, '0', kDigits, stream.next());
    } else if (c >= 'a' && c <= 'z') {
      made += moved(c, 'a', letters, stream.next());
    } else if (c >= 'A' && c <= 'Z') {
      made += moved(c, 'A', letters, stream.next());
    } else if (character.length > 1) {
      made += beyond_ascii(character.length);
    } else {
      made += c;
    }
  }
  return made;
}

}  // namespace uws::recording
