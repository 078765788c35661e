#include "bridge/http/curl_transfer.h"

#include <algorithm>
#include <string_view>

#include "base/text.h"

namespace uws::http {
namespace {

constexpr std::size_t kMaxHeaderBytes = 256 * 1024;

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && byte != '\t') || byte == 0x7f;
  });
}

bool is_name(std::string_view text) {
  return !text.empty() && std::none_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte >= 0x7f || c == ':' || c == ';';
  });
}

void append(Slist& list, const std::string& line) {
  // On failure (no memory) libcurl leaves the list as it was.
  if (curl_slist* longer = curl_slist_append(list.get(), line.c_str())) {
    (void)list.release();
    list.reset(longer);
  }
}

}  // namespace

Transfer::Transfer(ClientCall call, const ClientLimits& limits)
    : call_(std::move(call)), limits_(limits) {}

std::string Transfer::defect() const {
  if (!is_name(call_.method)) return "request method is not a token";
  if (has_control(call_.url)) return "control character in the URL";
  for (const auto& [name, value] : call_.headers.fields()) {
    if (!is_name(name)) return "header name is not a token";
    if (has_control(value)) return "control character in header " + name;
  }
  return {};
}

void Transfer::configure(Easy easy, const SocketHooks& hooks) {
  easy_ = std::move(easy);
  CURL* handle = easy_.get();
  curl_easy_setopt(handle, CURLOPT_PRIVATE, this);
  curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, error_text_);
  curl_easy_setopt(handle, CURLOPT_URL, call_.url.c_str());
  // What the caller wrote is what is asked for: no `..` is resolved here.
  curl_easy_setopt(handle, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(
      handle, CURLOPT_HTTP_VERSION,
      static_cast<long>(limits_.http2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1));
  set_method();
  set_headers();
  set_limits();
  set_callbacks(hooks);
}

void Transfer::set_method() {
  CURL* handle = easy_.get();
  const std::string& method = call_.method;
  const bool with_body = !call_.body.empty() || method == "POST" || method == "PUT";
  if (with_body) {
    // The body stays where it is: POSTFIELDS does not copy.
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(call_.body.size()));
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, call_.body.c_str());
    if (method != "POST") curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, method.c_str());
  } else if (method == "HEAD") {
    curl_easy_setopt(handle, CURLOPT_NOBODY, 1L);
  } else {
    curl_easy_setopt(handle, CURLOPT_HTTPGET, 1L);
    if (method != "GET") curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, method.c_str());
  }
}

void Transfer::set_headers() {
  // No waiting for "100 Continue", no content type the caller did not choose.
  append(headers_, "Expect:");
  if (call_.headers.find("Content-Type") == nullptr) append(headers_, "Content-Type:");
  for (const auto& [name, value] : call_.headers.fields()) {
    append(headers_, base::trimmed(value).empty() ? name + ";" : name + ": " + value);
  }
  curl_easy_setopt(easy_.get(), CURLOPT_HTTPHEADER, headers_.get());
}

void Transfer::set_limits() {
  CURL* handle = easy_.get();
  const auto milliseconds = [](std::chrono::milliseconds value) {
    return static_cast<long>(std::max<std::chrono::milliseconds::rep>(1, value.count()));
  };
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, milliseconds(call_.timeout));
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, milliseconds(limits_.connect_timeout));
  curl_easy_setopt(handle, CURLOPT_TCP_NODELAY, 1L);
  curl_easy_setopt(handle, CURLOPT_TCP_KEEPALIVE, 1L);
  // Giving up on a slow name server must not block the loop.
  curl_easy_setopt(handle, CURLOPT_QUICK_EXIT, 1L);
  if (!limits_.ca_file.empty()) {
    curl_easy_setopt(handle, CURLOPT_CAINFO, limits_.ca_file.c_str());
  }
}

void Transfer::set_callbacks(const SocketHooks& hooks) {
  CURL* handle = easy_.get();
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &Transfer::on_body);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, &Transfer::on_header);
  curl_easy_setopt(handle, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(handle, CURLOPT_PREREQFUNCTION, &Transfer::on_about_to_send);
  curl_easy_setopt(handle, CURLOPT_PREREQDATA, this);
  curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, hooks.open);
  curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, hooks.context);
  curl_easy_setopt(handle, CURLOPT_CLOSESOCKETFUNCTION, hooks.close);
  curl_easy_setopt(handle, CURLOPT_CLOSESOCKETDATA, hooks.context);
}

Easy Transfer::release_easy() {
  if (easy_) curl_easy_reset(easy_.get());
  return std::move(easy_);
}

bool Transfer::repeatable() const { return call_.method == "GET" || call_.method == "HEAD"; }

ClientFailure Transfer::kind_of(CURLcode code) const {
  if (too_large_) return ClientFailure::too_large;
  switch (code) {
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_PROXY:
      return ClientFailure::connect;
    case CURLE_OPERATION_TIMEDOUT:
      return !request_may_have_left() && limits_.connect_timeout < call_.timeout
                 ? ClientFailure::connect
                 : ClientFailure::timeout;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR:
      return ClientFailure::tls;
    default:
      return ClientFailure::other;
  }
}

void Transfer::complete(CURLcode code) {
  done_ = true;
  if (code == CURLE_OK) {
    long status = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
    reply_.status = static_cast<int>(status);
    result_ = std::move(reply_);
    return;
  }
  ClientError error{kind_of(code), request_may_have_left(), curl_easy_strerror(code)};
  if (too_large_) {
    error.message = "response larger than allowed";
  } else if (repeat_refused_) {
    error.message = "connection closed before any answer; not sent again";
  } else if (error.kind != ClientFailure::other && error_text_[0] != '\0') {
    error.message = error_text_;
  }
  result_ = tl::unexpected(std::move(error));
}

void Transfer::abandon(std::string why) {
  done_ = true;
  result_ =
      tl::unexpected(ClientError{ClientFailure::other, request_may_have_left(), std::move(why)});
}

std::size_t Transfer::on_body(char* data, std::size_t size, std::size_t count, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  const std::size_t bytes = size * count;
  if (bytes > transfer.limits_.max_response_bytes - transfer.reply_.body.size()) {
    transfer.too_large_ = true;
    return bytes == 0 ? 1 : 0;
  }
  transfer.reply_.body.append(data, bytes);
  return bytes;
}

std::size_t Transfer::on_header(char* data, std::size_t size, std::size_t count, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  const std::size_t bytes = size * count;
  transfer.header_bytes_ += bytes;
  if (transfer.header_bytes_ > kMaxHeaderBytes) {
    transfer.too_large_ = true;
    return bytes == 0 ? 1 : 0;
  }
  const std::string_view line = base::trimmed({data, bytes});
  if (line.starts_with("HTTP/")) {
    // A 1xx answer came before this one.
    transfer.reply_.headers = {};
    return bytes;
  }
  const auto colon = line.find(':');
  if (colon != std::string_view::npos) {
    transfer.reply_.headers.add(std::string(base::trimmed(line.substr(0, colon))),
                                std::string(base::trimmed(line.substr(colon + 1))));
  }
  return bytes;
}

int Transfer::on_about_to_send(void* self, char*, char*, int, int) {
  auto& transfer = *static_cast<Transfer*>(self);
  // libcurl repeats any request, POST too, whose reused connection died before the first answer
  // byte. Only what cannot have had an effect may be repeated.
  if (transfer.sends_ > 0 && !transfer.repeatable()) {
    transfer.repeat_refused_ = true;
    return CURL_PREREQFUNC_ABORT;
  }
  ++transfer.sends_;
  return CURL_PREREQFUNC_OK;
}

}  // namespace uws::http
