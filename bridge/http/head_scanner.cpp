#include "bridge/http/head_scanner.h"

#include <algorithm>

namespace uws::http {
namespace {

bool is_control(char c) {
  auto const byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7f;
}

}  // namespace

bool HeadScanner::advance(std::string_view head) {
  while (seen_ < head.size() && !ended_) {
    char const c = head[seen_++];
    bool const ends_line = c == '\n';
    if ((before_ == '\r') != ends_line) return false;
    if (line_begins_ && !first_line_ && (c == ' ' || c == '\t')) return false;
    if (is_control(c) && c != '\r' && c != '\n' && c != '\t') return false;
    // An empty line: only its CR stood there.
    ended_ = ends_line && line_begins_;
    line_begins_ = ends_line || (line_begins_ && c == '\r');
    if (ends_line) first_line_ = false;
    before_ = c;
    if (line_begins_ || c == '\r') continue;
    auto const rest = head.substr(seen_);
    auto const plain = std::ranges::find_if(rest, is_control) - rest.begin();
    if (plain == 0) continue;
    seen_ += static_cast<std::size_t>(plain);
    before_ = head[seen_ - 1];
  }
  return true;
}

}  // namespace uws::http
