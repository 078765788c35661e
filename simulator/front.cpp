#include "simulator/front.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "simulator/control.h"
#include "simulator/rest_contract.h"
#include "simulator/router.h"

namespace uws::simulator {
namespace {

namespace asio = boost::asio;

constexpr std::size_t kMostSeen = 20'000;
// How often a held call looks whether it may go on.
constexpr std::chrono::milliseconds kLook{2};

constexpr const char* kXmlFault =
    "<am:fault xmlns:am=\"http://wso2.org/apimanager\"><am:code>404</am:code><am:type>Status "
    "report</am:type><am:message>Not Found</am:message><am:description>The requested resource is "
    "not available.</am:description></am:fault>";

http::Response make_response(int status, const char* type, std::string body) {
  http::Response response;
  response.status = status;
  response.headers.add("Content-Type", type);
  response.body = std::move(body);
  return response;
}

http::Response to_response(const Reply& reply) {
  if (reply.body.is_null() && reply.status == 200)
    return make_response(200, "application/json", "");
  if (reply.body.is_null()) return make_response(reply.status, "application/xml", kXmlFault);
  // A text with broken UTF-8 is answered with replacement characters, not with an exception.
  return make_response(reply.status, "application/json",
                       reply.body.dump(-1, ' ', false, Json::error_handler_t::replace));
}

http::Response faulty_response(const FaultEffect& effect) {
  if (effect.reset) {
    http::Response response;
    response.status = 0;
    return response;
  }
  if (effect.xml403) return make_response(403, "application/xml", kXmlFault);
  if (effect.html) {
    return make_response(effect.status ? effect.status : 502, "text/html",
                         "<html><head><title>Bad Gateway</title></head><body>Bad "
                         "Gateway</body></html>");
  }
  if (!effect.error_code.empty()) {
    auto reply = failure(effect.error_code);
    if (effect.error_code.find("Service.") != std::string::npos) {
      reply.body["errorCode"] = effect.error_code;  // given in full
    }
    reply.status = effect.status;
    return to_response(reply);
  }
  if (!effect.body.is_null()) return to_response({effect.status, effect.body});
  if (effect.status == 401) return to_response(gateway_fault(401, "900901"));
  return make_response(effect.status, "text/plain", "");
}

// The target without the API's own prefix.
std::string below_base(const std::string& target) {
  return target.starts_with("/api/") ? target.substr(4) : target;
}

Reply answer_control(World& world, FaultScript& faults, const http::Request& request) {
  ControlRequest own{request.method, request.path, {}, Json()};
  for (auto& [name, value] : rest_contract::parse_query(request.query)) own.query[name] = value;
  auto body = Json::parse(request.body, nullptr, false);
  if (!body.is_discarded()) own.body = std::move(body);
  return control(world, faults, own);
}

}  // namespace

asio::awaitable<void> Front::hold() {
  const auto executor = co_await asio::this_coro::executor;
  asio::steady_timer timer(executor);
  for (const int before = faults_.cleared(); faults_.cleared() == before;) {
    timer.expires_after(kLook);
    co_await timer.async_wait(asio::use_awaitable);
  }
}

asio::awaitable<http::Response> Front::handle(http::Request request) {
  if (request.path.starts_with("/sim/")) {
    co_return to_response(answer_control(world_, faults_, request));
  }
  const auto target = below_base(request.target);
  const auto path = target.substr(0, target.find('?'));
  world_.seen.push_back(
      seen_request(request.method, target, request.headers.fields(), request.body));
  if (world_.seen.size() > kMostSeen) world_.seen.pop_front();

  const auto operation = rest_contract::match(request.method, path).operation;
  const auto effect = faults_.next(request.method, path, operation);
  if (effect.delay.count() > 0) {
    const auto executor = co_await asio::this_coro::executor;
    asio::steady_timer timer(executor, effect.delay);
    co_await timer.async_wait(asio::use_awaitable);
  }
  if (effect.hold && !effect.after) co_await hold();
  if (effect.answers() && !effect.after) co_return faulty_response(effect);
  const auto reply = answer(world_, {request.method, target, request.headers.find("Authorization"),
                                     request.headers.find("VZ-M2M-Token"), request.body});
  if (effect.hold && effect.after) co_await hold();
  if (effect.answers()) co_return faulty_response(effect);
  co_return to_response(reply);
}

}  // namespace uws::simulator
