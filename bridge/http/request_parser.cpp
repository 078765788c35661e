#include "bridge/http/request_parser.h"

#include <algorithm>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>
#include <limits>
#include <string_view>
#include <utility>

#include "bridge/http/target.h"

namespace uws::http {

namespace beast = boost::beast;
namespace bhttp = boost::beast::http;

namespace {

constexpr std::size_t kHeadRead = 4 * 1024;
constexpr std::size_t kBodyRead = 64 * 1024;
constexpr std::uint64_t kReserveAtMost = 1024 * 1024;

int refusal(const beast::error_code& ec) {
  if (ec == bhttp::error::header_limit) return 431;
  if (ec == bhttp::error::body_limit) return 413;
  return 400;
}

// Beast waits for a CR for ever when a chunk header ends in a bare LF.
bool has_bare_line_feed(std::string_view text) {
  for (auto at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
    if (at == 0 || text[at - 1] != '\r') return true;
  }
  return false;
}

}  // namespace

RequestParser::RequestParser(const Limits& limits) : max_header_bytes_(limits.max_header_bytes) {
  header_limit(static_cast<std::uint32_t>(
      std::min<std::size_t>(limits.max_header_bytes, std::numeric_limits<std::uint32_t>::max())));
  body_limit(limits.max_body_bytes);
}

int RequestParser::advance(Buffer& in) {
  Error ec;
  auto const used = put(in.cdata(), ec);
  in.consume(used);
  if (ec && ec != bhttp::error::need_more) return refusal(ec);
  return 0;
}

int RequestParser::advance_head(Buffer& in) {
  eager(false);
  auto const before = in.size();
  while (!is_header_done() && in.size() > 0) {
    auto const held = in.size();
    int const status = advance(in);
    if (status != 0) return status;
    if (in.size() == held) break;
  }
  header_bytes_ += before - in.size();
  auto const waiting = is_header_done() ? 0 : in.size();
  return header_bytes_ + waiting > max_header_bytes_ ? 431 : 0;
}

int RequestParser::advance_body(Buffer& in) {
  eager(true);
  while (!is_done() && in.size() > 0) {
    auto const held = in.size();
    int const status = advance(in);
    if (status != 0) return status;
    if (in.size() == held) break;
  }
  if (is_done()) return 0;
  // What is left is the beginning of a chunk header or of the trailers.
  std::string_view const left(static_cast<const char*>(in.cdata().data()), in.size());
  return left.size() > max_header_bytes_ || has_bare_line_feed(left) ? 400 : 0;
}

bool RequestParser::expects_continue() const {
  if (is_done() || request_.version < 11) return false;
  auto const* expect = request_.headers.find("Expect");
  return expect != nullptr && beast::iequals(*expect, "100-continue");
}

std::size_t RequestParser::wanted() const {
  if (!is_header_done()) return kHeadRead;
  auto const left = content_length_remaining();
  if (!left) return kBodyRead / 4;
  return static_cast<std::size_t>(std::clamp<std::uint64_t>(*left, kHeadRead, kBodyRead));
}

Request RequestParser::take() {
  auto parts = split_target(request_.target);
  request_.path = std::move(parts.path);
  request_.query = std::move(parts.query);
  return std::move(request_);
}

void RequestParser::on_request_impl(bhttp::verb, View method, View target, int version, Error&) {
  request_.method = method;
  request_.target = target;
  request_.version = static_cast<unsigned>(version);
}

void RequestParser::on_response_impl(int, View, int, Error&) {}

void RequestParser::on_field_impl(Field name, View name_string, View value, Error&) {
  if (is_header_done()) return;  // a trailer
  if (name == Field::host) ++hosts_;
  if (name == Field::transfer_encoding) {
    ++codings_;
    coding_is_chunked_ = beast::iequals(value, "chunked");
  }
  request_.headers.add(std::string(name_string), std::string(value));
}

void RequestParser::on_header_impl(Error& ec) {
  bool const old = request_.version < 11;
  if (codings_ > 0 && (old || codings_ > 1 || !coding_is_chunked_)) {
    ec = bhttp::error::bad_transfer_encoding;
  } else if (hosts_ > 1 || (hosts_ == 0 && !old)) {
    ec = bhttp::error::bad_field;
  }
}

void RequestParser::on_body_init_impl(const boost::optional<std::uint64_t>& length, Error&) {
  if (length) request_.body.reserve(static_cast<std::size_t>(std::min(*length, kReserveAtMost)));
}

std::size_t RequestParser::on_body_impl(View body, Error&) {
  request_.body.append(body.data(), body.size());
  return body.size();
}

void RequestParser::on_chunk_header_impl(std::uint64_t, View, Error&) {}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t, View body, Error&) {
  request_.body.append(body.data(), body.size());
  return body.size();
}

void RequestParser::on_finish_impl(Error&) {}

}  // namespace uws::http
