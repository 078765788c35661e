#pragma once
// One request in flight as libcurl sees it: the easy handle's options and callbacks, and what has
// been received so far. Knows neither the io_context nor the multi handle.

#include <curl/curl.h>

#include <functional>
#include <memory>
#include <string>

#include "bridge/http/client.h"

namespace uws::http {

struct EasyDelete {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
using Easy = std::unique_ptr<CURL, EasyDelete>;

struct SlistDelete {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Slist = std::unique_ptr<curl_slist, SlistDelete>;

// Called for every socket of a transfer: context, address → descriptor or CURL_SOCKET_BAD.
struct SocketHooks {
  curl_opensocket_callback open = nullptr;
  curl_closesocket_callback close = nullptr;
  void* context = nullptr;
};

class Transfer {
 public:
  using Result = tl::expected<ClientReply, ClientError>;

  Transfer(ClientCall call, const ClientLimits& limits);
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  // Why the call cannot be sent as it is (line breaks in a header, no method); empty = it can.
  std::string defect() const;

  // Takes over `easy` (freshly made or reset) and sets every option. The transfer must outlive its
  // membership in a multi handle.
  void configure(Easy easy, const SocketHooks& hooks);
  CURL* easy() const { return easy_.get(); }
  // Gives the easy handle back, reset, for another transfer.
  Easy release_easy();

  // Ends the transfer with libcurl's verdict; the result is then complete.
  void complete(CURLcode code);
  // Ends it for a reason of ours.
  void abandon(std::string why);
  bool done() const { return done_; }
  Result take_result() { return std::move(result_); }

  // Invoked by the owner once, after complete() or abandon().
  std::function<void()> on_done;

 private:
  void set_method();
  void set_headers();
  void set_limits();
  void set_callbacks(const SocketHooks& hooks);
  // Whether libcurl may send the request again on a new connection by itself.
  bool repeatable() const;
  bool request_may_have_left() const { return sends_ > 0; }
  ClientFailure kind_of(CURLcode code) const;

  static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self);
  static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* self);
  static int on_about_to_send(void* self, char*, char*, int, int);

  ClientCall call_;
  const ClientLimits limits_;
  Easy easy_;
  Slist headers_;
  char error_text_[CURL_ERROR_SIZE] = {};
  ClientReply reply_;
  std::size_t header_bytes_ = 0;
  // How often libcurl was about to write the request to a connection.
  int sends_ = 0;
  bool too_large_ = false;
  bool repeat_refused_ = false;
  bool done_ = false;
  Result result_;
};

}  // namespace uws::http
