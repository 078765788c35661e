#pragma once
// libcurl's easy handle for one request after the other: options that do not change from call to
// call are set once, what belongs to one call is set by load().

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

struct UrlDelete {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

// Called for every socket of a transfer: context, address → descriptor or CURL_SOCKET_BAD.
struct SocketHooks {
  curl_opensocket_callback open = nullptr;
  curl_closesocket_callback close = nullptr;
  void* context = nullptr;
};

// A curl_slist in one piece: no allocation of its own for each line once it has been used.
class HeaderLines {
 public:
  void clear();
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
  // For calls that suit(). Throws std::bad_alloc.
  CurlHandle(const ClientCall& first, const ClientLimits& limits, const SocketHooks& hooks);
  CurlHandle(const CurlHandle&) = delete;
  CurlHandle& operator=(const CurlHandle&) = delete;

  // Whether `call` has the method, a body or none, and the TLS this handle is set up for.
  bool suits(const ClientCall& call) const;
  // The next request; `transfer` must outlive its membership in a multi handle.
  void load(Transfer& transfer);
  void unload() { transfer_ = nullptr; }

  CURL* easy() const { return easy_.get(); }
  // The request under way.
  Transfer& transfer() const { return *transfer_; }
  // libcurl's words on what failed, or empty.
  const char* error_text() const { return error_text_; }
  // A socket for the request under way, or CURL_SOCKET_BAD.
  curl_socket_t open_socket(curlsocktype purpose, curl_sockaddr* address) const;

 private:
  template <class Value>
  void set(CURLoption option, Value value) {
    curl_easy_setopt(easy_.get(), option, value);
  }
  void set_method();
  void set_limits(const ClientLimits& limits);
  void set_callbacks();
  void set_tls(const ClientTls& tls);
  void set_url(const std::string& url);
  void set_headers(const ClientCall& call);

  const std::unique_ptr<CURLU, UrlDelete> parsed_url_;
  const std::unique_ptr<CURL, EasyDelete> easy_;
  const std::string method_;
  const bool with_body_;
  const ClientTls* const tls_;
  const SocketHooks hooks_;
  Transfer* transfer_ = nullptr;
  std::string url_;  // of the last request, if libcurl has its parts
  HeaderLines headers_;
  char error_text_[CURL_ERROR_SIZE] = {};
};

}  // namespace uws::http
