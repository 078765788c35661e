#include "bridge/http/request_parser.h"

#include <algorithm>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>
#include <limits>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "base/url.h"
#include "bridge/http/target.h"

namespace uws::http {

namespace beast = boost::beast;
namespace bhttp = boost::beast::http;

namespace {

constexpr std::size_t kHeadRead = 4 * 1024;
constexpr std::size_t kUsualFields = 12;
constexpr std::size_t kBodyRead = 64 * 1024;
constexpr std::uint64_t kReserveAtMost = 1024 * 1024;

int refusal(const beast::error_code& ec) {
  if (ec == bhttp::error::header_limit) return 431;
  if (ec == bhttp::error::body_limit) return 413;
  return 400;
}

bool is_number(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// RFC 9112, 3.2: a path, the URL a proxy is asked for, or "*" for the server itself.
bool is_ours(std::string_view method, std::string_view target) {
  if (target.starts_with('/')) return true;
  if (target == "*") return method == "OPTIONS";
  auto const url = base::split_url(target);
  return !url.authority.empty() &&
         (base::same_no_case(url.scheme, "http") || base::same_no_case(url.scheme, "https"));
}

}  // namespace

RequestParser::RequestParser(const Limits& limits)
    : max_header_bytes_(limits.max_header_bytes), max_body_bytes_(limits.max_body_bytes) {
  header_limit(static_cast<std::uint32_t>(
      std::min<std::size_t>(limits.max_header_bytes, std::numeric_limits<std::uint32_t>::max())));
  body_limit(limits.max_body_bytes);
  // The body is read here.
  skip(true);
}

int RequestParser::advance_head(Buffer& in) {
  std::string_view const head(static_cast<const char*>(in.cdata().data()), in.size());
  // No further than the limit: the refusal must not depend on how much came at once.
  if (!scanner_.advance(head.substr(0, max_header_bytes_ + 1))) return 400;
  if (scanner_.size() > max_header_bytes_) return 431;
  if (!scanner_.ended()) return 0;
  while (!is_header_done() && in.size() > 0) {
    Error ec;
    auto const used = put(in.cdata(), ec);
    in.consume(used);
    if (ec && ec != bhttp::error::need_more) return refusal(ec);
    if (used == 0) return 400;
  }
  return check_head();
}

int RequestParser::check_head() const {
  bool const old = request_.version < 11;
  if (lengths_ > 1 || !length_is_plain_) return 400;
  if (codings_ > 0 && (old || codings_ > 1 || !coding_is_chunked_ || lengths_ > 0)) return 400;
  if (hosts_ > 1 || (hosts_ == 0 && !old)) return 400;
  if (!is_ours(request_.method, request_.target)) return 400;
  if (body_left_ > max_body_bytes_) return 413;
  return odd_expectation_ && !old ? 417 : 0;
}

int RequestParser::advance_body(Buffer& in) {
  std::string_view const held(static_cast<const char*>(in.cdata().data()), in.size());
  if (chunks_) {
    in.consume(chunks_->take(held, request_.body));
    return chunks_->refusal();
  }
  auto const piece =
      held.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(body_left_, held.size())));
  request_.body.append(piece);
  body_left_ -= piece.size();
  in.consume(piece.size());
  return 0;
}

std::size_t RequestParser::wanted() const {
  if (!is_header_done()) return kHeadRead;
  if (chunks_) return kBodyRead / 4;
  return static_cast<std::size_t>(std::clamp<std::uint64_t>(body_left_, kHeadRead, kBodyRead));
}

void RequestParser::on_request_impl(bhttp::verb, View method, View target, int version, Error&) {
  request_.method = method;
  request_.target = target;
  request_.version = static_cast<unsigned>(version);
  request_.headers.reserve(kUsualFields);
}

void RequestParser::on_response_impl(int, View, int, Error&) {}

void RequestParser::on_field_impl(Field name, View name_string, View value, Error&) {
  switch (name) {
    case Field::host:
      ++hosts_;
      break;
    case Field::content_length:
      ++lengths_;
      length_is_plain_ = length_is_plain_ && is_number(value);
      break;
    case Field::transfer_encoding:
      ++codings_;
      coding_is_chunked_ = beast::iequals(value, "chunked");
      break;
    case Field::expect:
      expects_continue_ = beast::iequals(value, "100-continue");
      odd_expectation_ = odd_expectation_ || (!value.empty() && !expects_continue_);
      break;
    default:
      break;
  }
  request_.headers.add(std::string(name_string), std::string(value));
}

void RequestParser::on_header_impl(Error&) {
  auto parts = split_target(request_.target);
  request_.path = std::move(parts.path);
  request_.query = std::move(parts.query);
  expects_continue_ = expects_continue_ && request_.version >= 11;
  if (chunked()) {
    chunks_.emplace(max_body_bytes_, max_header_bytes_);
  } else if (auto const length = content_length()) {
    body_left_ = *length;
    request_.body.reserve(static_cast<std::size_t>(std::min(body_left_, kReserveAtMost)));
  }
}

// The body does not come this way.
void RequestParser::on_body_init_impl(const boost::optional<std::uint64_t>&, Error&) {}
std::size_t RequestParser::on_body_impl(View, Error&) { return 0; }
void RequestParser::on_chunk_header_impl(std::uint64_t, View, Error&) {}
std::size_t RequestParser::on_chunk_body_impl(std::uint64_t, View, Error&) { return 0; }
void RequestParser::on_finish_impl(Error&) {}

}  // namespace uws::http
