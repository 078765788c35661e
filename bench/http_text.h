#pragma once
// As much of HTTP/1.1 as two programs of bench/ need that speak with honest peers: messages with a
// Content-Length, kept connections.

#include <charconv>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/text.h"

namespace uws::bench {

struct MessageSize {
  std::size_t head = 0;  // first line and headers, with the empty line
  std::size_t body = 0;
  std::size_t whole() const { return head + body; }
};

// The value of a header of `head`, without blanks around it; empty = there is none.
inline std::string_view header(std::string_view head, std::string_view name) {
  for (auto line = head.find("\r\n"); line != head.npos; line = head.find("\r\n", line)) {
    line += 2;
    const auto text = head.substr(line, head.find("\r\n", line) - line);
    if (text.size() > name.size() && text[name.size()] == ':' &&
        base::same_no_case(text.substr(0, name.size()), name)) {
      return base::trimmed(text.substr(name.size() + 1));
    }
  }
  return {};
}

// Empty = the head is not there yet.
inline std::optional<MessageSize> message_size(std::string_view received) {
  const auto end = received.find("\r\n\r\n");
  if (end == received.npos) return std::nullopt;
  MessageSize size{end + 4, 0};
  const auto length = header(received.substr(0, end + 2), "Content-Length");
  std::from_chars(length.data(), length.data() + length.size(), size.body);
  return size;
}

}  // namespace uws::bench
