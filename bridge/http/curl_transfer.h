#pragma once
// One request in flight: what is asked for and what has been received so far. Knows neither the
// io_context nor the multi handle.

#include <curl/curl.h>

#include <functional>
#include <string>
#include <string_view>

#include "base/url.h"
#include "bridge/http/client.h"

namespace uws::http {

class CurlHandle;

class Transfer {
 public:
  using Result = tl::expected<ClientReply, ClientError>;

  // `limits` must outlive it.
  Transfer(ClientCall call, const ClientLimits& limits) : call_(std::move(call)), limits_(limits) {}
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  const ClientCall& call() const { return call_; }
  // "https://host:443" of its URL.
  std::string_view origin() const {
    const auto url = base::split_url(call_.url);
    return std::string_view(call_.url).substr(0, call_.url.size() - url.rest.size());
  }
  // Why the call cannot be sent as it is (line breaks in a header, no method); empty = it can.
  std::string defect() const;

  // What libcurl tells on the way. The two of the answer return how much they took: all, or less to
  // end it.
  // The two questions: whether it may go to an address, and whether it may be sent (again).
  bool may_connect(const sockaddr* address);
  bool may_send();
  std::size_t take_header(std::string_view line);
  std::size_t take_body(std::string_view bytes);

  // Ends the transfer with libcurl's verdict; the result is then complete.
  void complete(CURLcode code, const CurlHandle& handle);
  // Ends it for a reason of ours.
  void abandon(std::string why);
  bool done() const { return done_; }
  Result take_result() { return std::move(result_); }

  // Invoked by the owner once, after complete() or abandon(). `at_once`: what waits may go on
  // within the call.
  std::function<void(bool at_once)> on_done;
  // Set while it is under way.
  CurlHandle* handle = nullptr;

 private:
  // Whether libcurl may send the request again on a new connection by itself.
  bool repeatable() const {
    return call_.send_again || call_.method == "GET" || call_.method == "HEAD";
  }
  bool request_may_have_left() const { return sends_ > 0; }
  bool wants(std::string_view name) const;
  ClientFailure kind_of(CURLcode code) const;

  const ClientCall call_;
  const ClientLimits& limits_;
  ClientReply reply_;
  std::size_t header_bytes_ = 0;
  // How often libcurl was about to write the request to a connection.
  int sends_ = 0;
  bool too_large_ = false;
  // The answer was long enough.
  bool cut_ = false;
  // "10.0.0.1", the last address that it may not go to.
  std::string refused_address_;
  bool repeat_refused_ = false;
  bool done_ = false;
  Result result_;
};

}  // namespace uws::http
