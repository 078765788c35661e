#include "bridge/recording/proxy.h"

#include "base/text.h"
#include "base/url.h"
#include "bridge/recording/hop.h"

namespace uws::recording {
namespace {

constexpr int kBadGateway = 502, kGatewayTimeout = 504;

std::string target_of(const http::Request& request) {
  return request.target.starts_with('/') ? request.target
                                         : std::string(base::split_url(request.target).rest);
}

boost::asio::awaitable<http::Response> pass_on(http::Client& client, const ProxySettings& settings,
                                               Recorder& recorder, http::Request request) {
  const auto begun = std::chrono::steady_clock::now();
  auto pending = client.perform(forwarded(request, settings));
  auto reply = co_await std::move(pending);
  http::Response response;
  if (reply) {
    response = answer_of(std::move(*reply));
  } else {
    response.status =
        reply.error().kind == http::ClientFailure::timeout ? kGatewayTimeout : kBadGateway;
  }
  auto record = exchange_of(request, response, forwarded_url(request, settings));
  record.operation = operation_of(record);
  note_time(record, begun);
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
  call.url = forwarded_url(request, settings);
  for (const auto& [name, value] : request.headers.fields()) {
    if (!is_of_connection(name) && !is_of_request(name)) call.headers.add(name, value);
  }
  call.body = request.body;
  call.timeout = settings.timeout;
  return call;
}

http::Response answer_of(http::ClientReply reply) {
  http::Response response;
  response.status = reply.status;
  for (const auto& [name, value] : reply.headers.fields()) {
    const bool ours = base::same_no_case(name, "Date") || is_of_connection(name);
    if (!ours) response.headers.add(name, value);
  }
  response.body = std::move(reply.body);
  return response;
}

std::string forwarded_url(const http::Request& request, const ProxySettings& settings) {
  return std::string(base::without_final_slash(settings.to)) + target_of(request);
}

http::HandlerFactory recording_proxy(ProxySettings settings, http::ClientLimits limits,
                                     Recorder& recorder) {
  return [settings = std::move(settings), limits = std::move(limits),
          &recorder](boost::asio::io_context& io) -> http::Handler {
    auto client = std::make_shared<http::Client>(io, limits);
    return [client, settings, &recorder](http::Request request) {
      return pass_on(*client, settings, recorder, std::move(request));
    };
  };
}

}  // namespace uws::recording
