#include "bridge/http/curl_handle.h"

#include <algorithm>
#include <new>

#include "base/text.h"
#include "bridge/http/ciphers.h"
#include "bridge/http/curl_transfer.h"

namespace uws::http {
namespace {

// Bytes of a reply read at once: each call that waits for the platform holds them, and one more for
// libcurl, which a page of memory has room for. More made no call cheaper, not even those with
// replies of megabytes.
constexpr long kReadBuffer = 4 * 1024 - 1;

bool has_body(const ClientCall& call) {
  return !call.body.empty() || call.method == "POST" || call.method == "PUT";
}

long milliseconds(std::chrono::milliseconds value) {
  return static_cast<long>(std::max<std::chrono::milliseconds::rep>(1, value.count()));
}

Transfer& of(void* handle) { return static_cast<CurlHandle*>(handle)->transfer(); }

std::size_t on_body(char* data, std::size_t size, std::size_t count, void* handle) {
  return of(handle).take_body({data, size * count});
}

std::size_t on_header(char* data, std::size_t size, std::size_t count, void* handle) {
  return of(handle).take_header({data, size * count});
}

int on_about_to_send(void* handle, char*, char*, int, int) {
  return of(handle).may_send() ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

curl_socket_t on_open(void* handle, curlsocktype purpose, curl_sockaddr* address) {
  return static_cast<CurlHandle*>(handle)->open_socket(purpose, address);
}

}  // namespace

void HeaderLines::add(std::string_view line) {
  begins_.push_back(text_.size());
  text_.append(line).push_back('\0');
}

void HeaderLines::add(std::string_view name, std::string_view value) {
  begins_.push_back(text_.size());
  text_.append(name);
  if (base::trimmed(value).empty()) {
    text_.push_back(';');
  } else {
    text_.append(": ").append(value);
  }
  text_.push_back('\0');
}

curl_slist* HeaderLines::list() {
  nodes_.resize(begins_.size());
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    nodes_[i] = {text_.data() + begins_[i], i + 1 < nodes_.size() ? &nodes_[i + 1] : nullptr};
  }
  return nodes_.empty() ? nullptr : nodes_.data();
}

CurlHandle::CurlHandle(Transfer& transfer, const ClientLimits& limits, CURLSH* shared,
                       const SocketHooks& hooks)
    : easy_(curl_easy_init()), transfer_(transfer), hooks_(hooks) {
  if (!easy_) throw std::bad_alloc();
  const auto& call = transfer.call();
  const bool with_body = has_body(call);
  set(CURLOPT_PRIVATE, this);
  set(CURLOPT_SHARE, shared);
  set(CURLOPT_ERRORBUFFER, error_text_);
  // What the caller wrote is what is asked for: no `..` is resolved here.
  set(CURLOPT_PATH_AS_IS, 1L);
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_HTTP_VERSION,
      static_cast<long>(limits.http2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1));
  // Given, even if empty, it is the only proxy: the environment is not asked.
  set(CURLOPT_PROXY, limits.proxy.c_str());
  set(CURLOPT_NOPROXY, "");
  set_method(call, with_body);
  set_limits(limits);
  set_callbacks();
  if (call.tls != nullptr) set_tls(*call.tls);
  set(CURLOPT_URL, call.url.c_str());
  set(CURLOPT_TIMEOUT_MS, milliseconds(call.timeout));
  set_headers(call, with_body);
}

void CurlHandle::set_method(const ClientCall& call, bool with_body) {
  if (with_body) {
    set(CURLOPT_POST, 1L);
    if (call.method != "POST") set(CURLOPT_CUSTOMREQUEST, call.method.c_str());
    // The body stays where it is: POSTFIELDS does not copy.
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body.size()));
    set(CURLOPT_POSTFIELDS, call.body.c_str());
  } else if (call.method == "HEAD") {
    set(CURLOPT_NOBODY, 1L);
  } else {
    set(CURLOPT_HTTPGET, 1L);
    if (call.method != "GET") set(CURLOPT_CUSTOMREQUEST, call.method.c_str());
  }
}

void CurlHandle::set_limits(const ClientLimits& limits) {
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_BUFFERSIZE, kReadBuffer);
  set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds(limits.connect_timeout));
  set(CURLOPT_TCP_NODELAY, 1L);
  set(CURLOPT_TCP_KEEPALIVE, 1L);
  const auto kept = std::chrono::floor<std::chrono::seconds>(limits.max_idle);
  set(CURLOPT_MAXAGE_CONN, static_cast<long>(kept.count()));
  // Giving up on a slow name server must not block the loop.
  set(CURLOPT_QUICK_EXIT, 1L);
  if (!limits.ca_file.empty()) set(CURLOPT_CAINFO, limits.ca_file.c_str());
}

void CurlHandle::set_tls(const ClientTls& tls) {
  const bool legacy = tls.level == TlsLevel::legacy;
  set(CURLOPT_SSLVERSION,
      static_cast<long>(legacy ? CURL_SSLVERSION_TLSv1_0 : CURL_SSLVERSION_TLSv1_2));
  set(CURLOPT_SSL_CIPHER_LIST, legacy ? kLegacyCiphers : kIntermediateCiphers);
  if (tls.certificate.empty()) return;
  set(CURLOPT_SSLCERT, tls.certificate.c_str());
  set(CURLOPT_SSLKEY, tls.key.c_str());
}

curl_socket_t CurlHandle::open_socket(curlsocktype purpose, curl_sockaddr* address) const {
  if (!transfer_.may_connect(&address->addr)) return CURL_SOCKET_BAD;
  return hooks_.open(hooks_.context, purpose, address);
}

void CurlHandle::set_callbacks() {
  set(CURLOPT_WRITEFUNCTION, &on_body);
  set(CURLOPT_WRITEDATA, this);
  set(CURLOPT_HEADERFUNCTION, &on_header);
  set(CURLOPT_HEADERDATA, this);
  set(CURLOPT_PREREQFUNCTION, &on_about_to_send);
  set(CURLOPT_PREREQDATA, this);
  set(CURLOPT_OPENSOCKETFUNCTION, &on_open);
  set(CURLOPT_OPENSOCKETDATA, this);
  set(CURLOPT_CLOSESOCKETFUNCTION, hooks_.close);
  set(CURLOPT_CLOSESOCKETDATA, hooks_.context);
}

void CurlHandle::set_headers(const ClientCall& call, bool with_body) {
  // No waiting for "100 Continue", no content type the caller did not choose.
  if (with_body) headers_.add("Expect:");
  if (with_body && call.headers.find("Content-Type") == nullptr) headers_.add("Content-Type:");
  for (const auto& [name, value] : call.headers.fields()) headers_.add(name, value);
  set(CURLOPT_HTTPHEADER, headers_.list());
}

}  // namespace uws::http
