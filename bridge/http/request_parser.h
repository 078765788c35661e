#pragma once
// Bytes of one HTTP request in, one Request out; the rules of RFC 9112 and our limits, no I/O.

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

#include "bridge/http/chunked_body.h"
#include "bridge/http/head_scanner.h"
#include "bridge/http/message.h"
#include "bridge/http/server.h"

namespace uws::http {

// Call order: advance_head+ until is_header_done(), then advance_body* until is_done(), then
// take().
//
// Refused with 400 beyond what Beast refuses: what head_scanner.h and chunked_body.h name; a
// Content-Length given twice or as a list, equal or not; Transfer-Encoding together with
// Content-Length, any coding but a single "chunked", Transfer-Encoding in HTTP/1.0; HTTP/1.1
// without exactly one Host; a target that is neither a path nor an http or https URL. With 417: an
// Expect of HTTP/1.1 that is not "100-continue".
class RequestParser : private boost::beast::http::basic_parser<true> {
 public:
  using Base = boost::beast::http::basic_parser<true>;
  using Buffer = boost::beast::flat_buffer;

  explicit RequestParser(const Limits& limits);

  using Base::is_header_done;
  // After is_header_done().
  using Base::keep_alive;
  bool is_done() const { return is_header_done() && (chunks_ ? chunks_->done() : body_left_ == 0); }

  // Parses what `in` holds and consumes it; what belongs to the next request stays in `in`.
  // Returns 0 or the status that refuses the request: 400, 413, 417 or 431.
  int advance_head(Buffer& in);
  int advance_body(Buffer& in);

  // The client waits for "100 Continue" before it sends the body (HTTP/1.1 only, RFC 9110 10.1.1).
  bool expects_continue() const { return expects_continue_ && !is_done(); }
  // How many bytes to ask the socket for next.
  std::size_t wanted() const;

  // As far as it has been read.
  const Request& request() const { return request_; }
  // `peer` and `tls` are the caller's to set.
  Request take() { return std::move(request_); }

 private:
  using Error = boost::beast::error_code;
  using View = boost::beast::string_view;
  using Field = boost::beast::http::field;

  void on_request_impl(boost::beast::http::verb verb, View method, View target, int version,
                       Error& ec) override;
  void on_response_impl(int code, View reason, int version, Error& ec) override;
  void on_field_impl(Field name, View name_string, View value, Error& ec) override;
  void on_header_impl(Error& ec) override;
  void on_body_init_impl(const boost::optional<std::uint64_t>& length, Error& ec) override;
  std::size_t on_body_impl(View body, Error& ec) override;
  void on_chunk_header_impl(std::uint64_t size, View extensions, Error& ec) override;
  std::size_t on_chunk_body_impl(std::uint64_t remain, View body, Error& ec) override;
  void on_finish_impl(Error& ec) override;

  int check_head() const;

  const std::size_t max_header_bytes_, max_body_bytes_;
  HeadScanner scanner_;
  unsigned hosts_ = 0;
  unsigned lengths_ = 0;
  unsigned codings_ = 0;
  bool coding_is_chunked_ = false;
  bool length_is_plain_ = true;
  bool odd_expectation_ = false;
  bool expects_continue_ = false;
  std::uint64_t body_left_ = 0;        // of a body with a length
  std::optional<ChunkedBody> chunks_;  // of one without
  Request request_;
};

}  // namespace uws::http
