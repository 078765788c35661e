#include "bridge/recording/proxy.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/url.h"

namespace uws::recording {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int kBadGateway = 502, kGatewayTimeout = 504;

// Of one connection (RFC 9110, 7.6.1), or made anew by whoever sends.
bool stays(std::string_view header) {
  constexpr std::array<std::string_view, 12> kOwn{"Connection",
                                                  "Keep-Alive",
                                                  "Proxy-Connection",
                                                  "Proxy-Authenticate",
                                                  "Transfer-Encoding",
                                                  "Content-Length",
                                                  "TE",
                                                  "Trailer",
                                                  "Upgrade",
                                                  "Expect",
                                                  "Date",
                                                  "Proxy-Authorization"};
  return std::ranges::any_of(kOwn, [&](auto own) { return base::same_no_case(own, header); });
}

bool is_request_only(std::string_view header) {
  return base::same_no_case(header, "Host") || base::same_no_case(header, "Accept-Encoding");
}

std::string target_of(const http::Request& request) {
  return request.target.starts_with('/') ? request.target
                                         : std::string(base::split_url(request.target).rest);
}

boost::asio::awaitable<http::Response> pass_on(http::Client& client, const ProxySettings& settings,
                                               Recorder& recorder, http::Request request) {
  const auto begun = Clock::now();
  auto started = time_text(std::chrono::system_clock::now());
  auto pending = client.perform(forwarded(request, settings));
  auto reply = co_await std::move(pending);
  http::Response response;
  if (reply) {
    response = answer_of(std::move(*reply));
  } else {
    response.status =
        reply.error().kind == http::ClientFailure::timeout ? kGatewayTimeout : kBadGateway;
  }
  auto record = recorded_of(request, response, settings);
  record.started = std::move(started);
  record.ms = std::chrono::duration<double, std::milli>(Clock::now() - begun).count();
  if (!reply) {
    record.status = 0;
    record.reason = "no answer: " + std::string(http::name_of(reply.error().kind));
  }
  if (recorder.wants(record.operation)) recorder.put(std::move(record));
  co_return response;
}

}  // namespace

http::ClientCall forwarded(const http::Request& request, const ProxySettings& settings) {
  http::ClientCall call;
  call.method = request.method;
  call.url = std::string(base::without_final_slash(settings.to)) + target_of(request);
  for (const auto& [name, value] : request.headers.fields()) {
    if (!stays(name) && !is_request_only(name)) call.headers.add(name, value);
  }
  call.body = request.body;
  call.timeout = settings.timeout;
  return call;
}

http::Response answer_of(http::ClientReply reply) {
  http::Response response;
  response.status = reply.status;
  for (const auto& [name, value] : reply.headers.fields()) {
    if (!stays(name)) response.headers.add(name, value);
  }
  response.body = std::move(reply.body);
  return response;
}

Recorded recorded_of(const http::Request& request, const http::Response& response,
                     const ProxySettings& settings) {
  Recorded made;
  made.method = request.method;
  made.url = std::string(base::without_final_slash(settings.to)) + target_of(request);
  made.http_version = request.version == 10 ? "HTTP/1.0" : "HTTP/1.1";
  made.request_headers = request.headers;
  made.request = request.body;
  made.status = response.status;
  made.status_text = response.reason;
  made.response_headers = response.headers;
  made.response = response.body;
  made.operation = operation_of(made);
  return made;
}

http::HandlerFactory recording_proxy(ProxySettings settings, http::ClientLimits limits,
                                     Recorder& recorder) {
  return [settings, limits, &recorder](boost::asio::io_context& io) -> http::Handler {
    auto client = std::make_shared<http::Client>(io, limits);
    return [client, settings, &recorder](http::Request request) {
      return pass_on(*client, settings, recorder, std::move(request));
    };
  };
}

}  // namespace uws::recording
