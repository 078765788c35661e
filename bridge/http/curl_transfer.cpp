#include "bridge/http/curl_transfer.h"

#include <algorithm>

#include "base/text.h"
#include "bridge/http/curl_handle.h"
#include "bridge/http/endpoint.h"

namespace uws::http {
namespace {

constexpr std::size_t kMaxHeaderBytes = 256 * 1024;
// A body whose first piece is as large as this is given its whole room at once.
constexpr std::size_t kLargePiece = 8 * 1024;

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

}  // namespace

std::string Transfer::defect() const {
  if (!is_name(call_.method)) return "request method is not a token";
  if (has_control(call_.url)) return "control character in the URL";
  for (const auto& [name, value] : call_.headers.fields()) {
    if (!is_name(name)) return "header name is not a token";
    if (has_control(value)) return "control character in header " + name;
  }
  return {};
}

bool Transfer::may_connect(const sockaddr* address) {
  if (!limits_.may_connect) return true;
  const auto endpoint = endpoint_of(address);
  if (endpoint && limits_.may_connect(endpoint->address, endpoint->port)) return true;
  refused_address_ = endpoint ? base::to_text(endpoint->address) : "an address of another kind";
  return false;
}

bool Transfer::may_send() {
  // libcurl repeats any request, POST too, whose reused connection died before the first answer
  // byte. Only what cannot have had an effect may be repeated.
  if (sends_ > 0 && !repeatable()) {
    repeat_refused_ = true;
    return false;
  }
  ++sends_;
  return true;
}

bool Transfer::wants(std::string_view name) const {
  return call_.wanted_headers.empty() ||
         std::ranges::any_of(call_.wanted_headers, [&](std::string_view wanted) {
           return base::same_no_case(wanted, name);
         });
}

std::size_t Transfer::take_header(std::string_view line) {
  const auto bytes = line.size();
  header_bytes_ += bytes;
  if (header_bytes_ > kMaxHeaderBytes) {
    too_large_ = true;
    return bytes == 0 ? 1 : 0;
  }
  if (line.starts_with("HTTP/")) {
    // A 1xx answer came before this one.
    reply_.headers = {};
    return bytes;
  }
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return bytes;
  const auto name = base::trimmed(line.substr(0, colon));
  if (!wants(name)) return bytes;
  reply_.headers.add(std::string(name), std::string(base::trimmed(line.substr(colon + 1))));
  return bytes;
}

std::size_t Transfer::take_body(std::string_view bytes) {
  auto& body = reply_.body;
  const std::size_t room = limits_.max_response_bytes - body.size();
  if (bytes.size() > room) {
    if (limits_.cut_response) body.append(bytes.substr(0, room));
    (limits_.cut_response ? cut_ : too_large_) = true;
    return bytes.empty() ? 1 : 0;
  }
  if (body.empty() && !limits_.cut_response && bytes.size() >= kLargePiece) {
    curl_off_t length = -1;
    curl_easy_getinfo(handle->easy(), CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
    if (length > 0 && std::cmp_greater(length, limits_.max_response_bytes)) {
      too_large_ = true;
      return 0;
    }
    if (length > 0) body.reserve(static_cast<std::size_t>(length));
  }
  body.append(bytes);
  return bytes.size();
}

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

void Transfer::complete(CURLcode code, const CurlHandle& used) {
  done_ = true;
  if (code == CURLE_OK || cut_) {
    long status = 0;
    curl_easy_getinfo(used.easy(), CURLINFO_RESPONSE_CODE, &status);
    reply_.status = static_cast<int>(status);
    result_ = std::move(reply_);
    return;
  }
  ClientError error{kind_of(code), request_may_have_left(), curl_easy_strerror(code)};
  if (too_large_) {
    error.message = "response larger than allowed";
  } else if (repeat_refused_) {
    error.message = "connection closed before any answer; not sent again";
    error.kept_connection_died = true;
  } else if (error.kind == ClientFailure::connect && !refused_address_.empty()) {
    error.message = refused_address_ + " is not an address that calls may go to";
  } else if (error.kind != ClientFailure::other && used.error_text()[0] != '\0') {
    error.message = used.error_text();
  }
  result_ = tl::unexpected(std::move(error));
}

void Transfer::abandon(std::string why) {
  done_ = true;
  result_ =
      tl::unexpected(ClientError{ClientFailure::other, request_may_have_left(), std::move(why)});
}

}  // namespace uws::http
