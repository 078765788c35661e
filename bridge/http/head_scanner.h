#pragma once
// The line structure of a request's head, held against RFC 9112 before it is parsed: what another
// server on the way might read as more, fewer or other lines is refused.

#include <cstddef>
#include <string_view>

namespace uws::http {

class HeadScanner {
 public:
  // `head` begins with the request line and grows from call to call; only what is new is looked at.
  // False = refuse with 400: a CR or LF alone, a line that continues another (obs-fold), white
  // space before the first header, a control character.
  bool advance(std::string_view head);
  // The empty line has come.
  bool ended() const { return ended_; }
  // Bytes of the head so far.
  std::size_t size() const { return seen_; }

 private:
  std::size_t seen_ = 0;
  char before_ = 0;
  bool line_begins_ = true, first_line_ = true, ended_ = false;
};

}  // namespace uws::http
