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

void HeaderLines::clear() {
  text_.clear();
  begins_.clear();
}

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

CurlHandle::CurlHandle(const ClientCall& first, const ClientLimits& limits,
                       const SocketHooks& hooks)
    : parsed_url_(curl_url()),
      easy_(curl_easy_init()),
      method_(first.method),
      with_body_(has_body(first)),
      tls_(first.tls),
      hooks_(hooks) {
  if (!easy_ || !parsed_url_) throw std::bad_alloc();
  set(CURLOPT_PRIVATE, this);
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
  set_method();
  set_limits(limits);
  set_callbacks();
  if (tls_ != nullptr) set_tls(*tls_);
}

void CurlHandle::set_method() {
  if (with_body_) {
    set(CURLOPT_POST, 1L);
    if (method_ != "POST") set(CURLOPT_CUSTOMREQUEST, method_.c_str());
  } else if (method_ == "HEAD") {
    set(CURLOPT_NOBODY, 1L);
  } else {
    set(CURLOPT_HTTPGET, 1L);
    if (method_ != "GET") set(CURLOPT_CUSTOMREQUEST, method_.c_str());
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
  if (!transfer_->may_connect(&address->addr)) return CURL_SOCKET_BAD;
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

bool CurlHandle::suits(const ClientCall& call) const {
  return with_body_ == has_body(call) && tls_ == call.tls && method_ == call.method;
}

// Most requests of a handle have the URL of the one before: libcurl is given the parts of it, or it
// would take it apart and put it together again every time. It has the whole as well: by that alone
// it goes, and says what is wrong, when it cannot be taken apart.
void CurlHandle::set_url(const std::string& url) {
  if (url == url_) return;
  // Not known from here on, should memory run out.
  url_.clear();
  constexpr unsigned kAsWritten = CURLU_PATH_AS_IS | CURLU_NON_SUPPORT_SCHEME | CURLU_GUESS_SCHEME;
  const auto taken = curl_url_set(parsed_url_.get(), CURLUPART_URL, url.c_str(), kAsWritten);
  set(CURLOPT_CURLU, taken == CURLUE_OK ? parsed_url_.get() : nullptr);
  set(CURLOPT_URL, url.c_str());
  if (taken == CURLUE_OK) url_ = url;
}

void CurlHandle::set_headers(const ClientCall& call) {
  headers_.clear();
  // No waiting for "100 Continue", no content type the caller did not choose.
  if (with_body_) headers_.add("Expect:");
  if (with_body_ && call.headers.find("Content-Type") == nullptr) headers_.add("Content-Type:");
  for (const auto& [name, value] : call.headers.fields()) headers_.add(name, value);
  set(CURLOPT_HTTPHEADER, headers_.list());
}

void CurlHandle::load(Transfer& transfer) {
  transfer_ = &transfer;
  error_text_[0] = '\0';
  const auto& call = transfer.call();
  set_url(call.url);
  set(CURLOPT_TIMEOUT_MS, milliseconds(call.timeout));
  set_headers(call);
  if (!with_body_) return;
  // The body stays where it is: POSTFIELDS does not copy.
  set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body.size()));
  set(CURLOPT_POSTFIELDS, call.body.c_str());
}

}  // namespace uws::http
