#pragma once
// A chunked body taken apart (RFC 9112 section 7.1), with nothing of what the grammar or its
// readers are lenient in: no white space around sizes and extensions, no CR or LF alone, no folded
// trailer.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace uws::http {

class ChunkedBody {
 public:
  // `max_lines`: bytes of one chunk's first line, and of all trailers.
  ChunkedBody(std::size_t max_body, std::size_t max_lines)
      : max_body_(max_body), max_lines_(max_lines) {}

  // Appends to `body` what `in` holds of it and returns how much of `in` it has taken: all, unless
  // the body has ended or is refused.
  std::size_t take(std::string_view in, std::string& body);
  bool done() const { return state_ == State::done; }
  // 0, or the status that refuses the request: 400 or 413.
  int refusal() const { return refusal_; }

 private:
  enum class State {
    size,
    extension,
    quoted,
    escaped,
    size_end,
    data,
    data_cr,
    data_lf,
    trailer,
    trailer_name,
    trailer_value,
    trailer_end,
    last_lf,
    done,
  };

  State next(char c);
  State after_size(char c);
  State in_extension(char c);
  State in_trailer(char c);
  State begin_data();
  State refuse(int status) {
    refusal_ = status;
    return state_;
  }

  const std::size_t max_body_, max_lines_;
  State state_ = State::size;
  std::uint64_t size_ = 0;      // of the chunk
  std::uint64_t received_ = 0;  // of all chunks, the present one's announced size included
  std::uint64_t left_ = 0;      // of the chunk
  int digits_ = 0;
  std::size_t line_bytes_ = 0;
  char before_ = 0;
  int refusal_ = 0;
};

}  // namespace uws::http
