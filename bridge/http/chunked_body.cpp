#include "bridge/http/chunked_body.h"

#include <algorithm>

namespace uws::http {
namespace {

// So many hex digits cannot overflow.
constexpr int kMostDigits = 15;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_text(char c) {
  auto const byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte != 0x7f;
}

// RFC 9110, 5.6.2
bool is_token(char c) {
  constexpr std::string_view kOthers = "!#$%&'*+-.^_`|~";
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         kOthers.find(c) != std::string_view::npos;
}

}  // namespace

std::size_t ChunkedBody::take(std::string_view in, std::string& body) {
  std::size_t at = 0;
  while (at < in.size() && !done() && refusal_ == 0) {
    if (state_ != State::data) {
      char const c = in[at++];
      state_ = next(c);
      before_ = c;
      continue;
    }
    auto const piece =
        in.substr(at, static_cast<std::size_t>(std::min<std::uint64_t>(left_, in.size() - at)));
    body.append(piece);
    at += piece.size();
    left_ -= piece.size();
    if (left_ == 0) state_ = State::data_cr;
  }
  return at;
}

ChunkedBody::State ChunkedBody::next(char c) {
  switch (state_) {
    case State::size:
      return after_size(c);
    case State::extension:
    case State::quoted:
    case State::escaped:
      return in_extension(c);
    case State::size_end:
      return c == '\n' ? begin_data() : refuse(400);
    case State::data_cr:
      return c == '\r' ? State::data_lf : refuse(400);
    case State::data_lf:
      size_ = 0;
      digits_ = 0;
      line_bytes_ = 0;
      return c == '\n' ? State::size : refuse(400);
    case State::last_lf:
      return c == '\n' ? State::done : refuse(400);
    default:
      return in_trailer(c);
  }
}

ChunkedBody::State ChunkedBody::after_size(char c) {
  if (auto const digit = hex_digit(c); digit >= 0) {
    size_ = size_ * 16 + static_cast<std::uint64_t>(digit);
    return ++digits_ <= kMostDigits ? State::size : refuse(400);
  }
  if (digits_ == 0) return refuse(400);
  if (c == '\r') return State::size_end;
  return c == ';' ? State::extension : refuse(400);
}

// ";name", ";name=token" or ";name="quoted text"", one after the other.
ChunkedBody::State ChunkedBody::in_extension(char c) {
  if (++line_bytes_ > max_lines_) return refuse(400);
  if (state_ == State::escaped) return is_text(c) ? State::quoted : refuse(400);
  if (state_ == State::quoted) {
    if (c == '\\') return State::escaped;
    if (c == '"') return State::extension;
    return is_text(c) ? State::quoted : refuse(400);
  }
  bool const after_mark = before_ == ';' || before_ == '=';
  if (c == '"') return before_ == '=' ? State::quoted : refuse(400);
  if (is_token(c)) return before_ == '"' ? refuse(400) : State::extension;
  if (after_mark) return refuse(400);
  if (c == '\r') return State::size_end;
  return c == ';' || c == '=' ? State::extension : refuse(400);
}

ChunkedBody::State ChunkedBody::begin_data() {
  line_bytes_ = 0;
  if (size_ == 0) return State::trailer;
  received_ += size_;
  left_ = size_;
  return received_ > max_body_ ? refuse(413) : State::data;
}

ChunkedBody::State ChunkedBody::in_trailer(char c) {
  if (++line_bytes_ > max_lines_) return refuse(400);
  switch (state_) {
    case State::trailer:
      if (c == '\r') return State::last_lf;
      return is_token(c) ? State::trailer_name : refuse(400);
    case State::trailer_name:
      if (c == ':') return State::trailer_value;
      return is_token(c) ? State::trailer_name : refuse(400);
    case State::trailer_value:
      if (c == '\r') return State::trailer_end;
      return is_text(c) || c == '\t' ? State::trailer_value : refuse(400);
    default:
      return c == '\n' ? State::trailer : refuse(400);
  }
}

}  // namespace uws::http
