// Any bytes as an HTTP request. However they arrive, whole or byte by byte, they are the same
// request or the same refusal; a difference is what request smuggling lives on.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "bridge/http/request_parser.h"

namespace {

struct Reading {
  int refused = 0;  // status
  bool whole = false;
  std::string target, body;
  std::size_t taken = 0;  // bytes of the input, when it is whole

  bool operator==(const Reading&) const = default;
};

Reading read(std::string_view bytes, std::size_t step) {
  uws::http::Limits limits;
  limits.max_header_bytes = 4'096;
  limits.max_body_bytes = 65'536;
  uws::http::RequestParser parser(limits);
  uws::http::RequestParser::Buffer in;
  Reading reading;
  std::size_t fed = 0;
  for (;;) {
    const auto before = in.size();
    const bool head = !parser.is_header_done();
    reading.refused = head ? parser.advance_head(in) : parser.advance_body(in);
    if (reading.refused != 0) return reading;
    if (parser.is_done()) break;
    const bool moved = in.size() != before || head != !parser.is_header_done();
    if (moved && in.size() > 0) continue;
    if (fed == bytes.size()) return reading;
    const auto piece = bytes.substr(fed, step);
    std::memcpy(in.prepare(piece.size()).data(), piece.data(), piece.size());
    in.commit(piece.size());
    fed += piece.size();
  }
  reading.whole = true;
  reading.taken = fed - in.size();
  auto request = parser.take();
  reading.target = request.target;
  reading.body = request.body;
  return reading;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), std::min(size, 100'000UL));
  if (!(read(bytes, bytes.size() + 1) == read(bytes, 1))) std::abort();
  return 0;
}
