#pragma once
// libcurl's easy handle for one request. It has no second one: a handle remembers things of its
// requests that are gone, libcurl 7.88 (before 8.1.1) a header of the last answer, into which it
// writes when the next one begins with a folded line; and it counts the repeats of all of them
// together. Connections, which cost time, belong to the multi handle. A new handle for each call
// costs a MoveDevice 5 to 7 µs of 80.

#include <curl/curl.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/http/client.h"

namespace uws::http {

class Transfer;

struct EasyDelete {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};

// Called for every socket of a transfer: context, address → descriptor or CURL_SOCKET_BAD.
struct SocketHooks {
  curl_opensocket_callback open = nullptr;
  curl_closesocket_callback close = nullptr;
  void* context = nullptr;
};

// A curl_slist in one piece: no allocation of its own for each line.
class HeaderLines {
 public:
  void add(std::string_view line);
  // "Name: value", or "Name;" for an empty value, as libcurl wants it.
  void add(std::string_view name, std::string_view value);
  // Null without lines; valid until the next change.
  curl_slist* list();

 private:
  std::string text_;  // each line with its final NUL
  std::vector<std::size_t> begins_;
  std::vector<curl_slist> nodes_;
};

class CurlHandle {
 public:
  // `transfer` and `shared`, what the handles of a loop have together, must outlive it. Throws
  // std::bad_alloc.
  CurlHandle(Transfer& transfer, const ClientLimits& limits, CURLSH* shared,
             const SocketHooks& hooks);
  CurlHandle(const CurlHandle&) = delete;
  CurlHandle& operator=(const CurlHandle&) = delete;

  CURL* easy() const { return easy_.get(); }
  Transfer& transfer() const { return transfer_; }
  // libcurl's words on what failed, or empty.
  const char* error_text() const { return error_text_; }
  // A socket for the request, or CURL_SOCKET_BAD.
  curl_socket_t open_socket(curlsocktype purpose, curl_sockaddr* address) const;

 private:
  template <class Value>
  void set(CURLoption option, Value value) {
    curl_easy_setopt(easy_.get(), option, value);
  }
  void set_method(const ClientCall& call, bool with_body);
  void set_limits(const ClientLimits& limits);
  void set_callbacks();
  void set_tls(const ClientTls& tls);
  void set_headers(const ClientCall& call, bool with_body);

  const std::unique_ptr<CURL, EasyDelete> easy_;
  Transfer& transfer_;
  const SocketHooks hooks_;
  HeaderLines headers_;
  char error_text_[CURL_ERROR_SIZE] = {};
};

}  // namespace uws::http
