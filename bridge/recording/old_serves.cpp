#include "bridge/recording/old_serves.h"

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>

#include "bridge/recording/proxy.h"
#include "bridge/soap/envelope_in.h"
#include "mapping/common/leniency.h"
#include "mapping/conversation.h"
#include "mapping/effect.h"
#include "mapping/operations.h"

namespace uws::recording {
namespace {

namespace asio = boost::asio;
using mapping::Effect;
constexpr std::size_t kMostUnderWay = 64;
constexpr std::size_t kAll = 100;

// What all threads share.
struct Shared {
  ShadowSettings settings;
  ShadowCounts& counts;
  ShadowJudge judge;
  SessionPairs sessions = {};
  std::atomic<std::size_t> under_way{0}, drawn{0};

  bool takes(Effect effect) {
    return effect != Effect::read || drawn++ * settings.sample % kAll < settings.sample;
  }
};

// What one thread has to itself.
struct Own {
  std::shared_ptr<Shared> shared;
  http::Client client;
  http::Handler door;
};

// Whether the gateway would have made a call of it.
const char* translated(const Recorded& served) {
  const mapping::Operation* row = mapping::find_operation(soap_action(served));
  if (!row) return "refused";
  auto opened =
      soap::open_envelope(served.request, "utf-8", row, row->soap_action, mapping::leniency(false));
  auto* decoded = std::get_if<soap::Decoded>(&opened);
  if (!decoded) return "refused";
  mapping::CallContext context;
  context.now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const mapping::Conversation talk(*row, std::move(*decoded), std::move(context));
  return std::holds_alternative<Fault>(talk.step()) ? "refused" : "translated";
}

asio::awaitable<void> compare_with_door(std::shared_ptr<Own> own, http::Request request,
                                        Recorded served) {
  auto& shared = *own->shared;
  const auto effect = mapping::effect_of(served.operation);
  if (effect == Effect::change) {
    shared.counts.count(served.operation, translated(served));
    co_return;
  }
  const bool login = !answer_token(served.response).empty();
  if (!login) {
    const auto token = shared.sessions.find(request_token(request.body));
    if (token.empty()) {
      shared.counts.count(served.operation, "no_session");
      co_return;
    }
    request.body = with_token(request.body, token);
  }
  auto pending = own->door(std::move(request));
  auto response = co_await std::move(pending);
  if (login) shared.sessions.add(answer_token(served.response), answer_token(response.body));
  shared.judge.judge(std::move(served), {response.status, response.headers, response.body});
}

asio::awaitable<void> counted(std::shared_ptr<Own> own, http::Request request, Recorded served) {
  auto pending = compare_with_door(own, std::move(request), std::move(served));
  co_await std::move(pending);
  --own->shared->under_way;
}

void start(const std::shared_ptr<Own>& own, const asio::any_io_executor& executor,
           http::Request request, Recorded served) {
  auto& shared = *own->shared;
  const auto effect = mapping::effect_of(served.operation);
  if (served.operation.empty() || !shared.takes(effect)) return;
  if (effect == Effect::session && served.status != 200) return;
  if (++shared.under_way > kMostUnderWay) {
    --shared.under_way;
    shared.counts.count(served.operation, "dropped");
    return;
  }
  asio::co_spawn(executor, counted(own, std::move(request), std::move(served)),
                 [](const std::exception_ptr&) {});
}

asio::awaitable<http::Response> serve(std::shared_ptr<Own> own, http::Request request) {
  const ProxySettings to{own->shared->settings.old_service_url, own->shared->settings.timeout};
  auto pending = own->client.perform(forwarded(request, to));
  auto reply = co_await std::move(pending);
  if (!reply) {
    http::Response failed;
    failed.status = reply.error().kind == http::ClientFailure::timeout ? 504 : 502;
    co_return failed;
  }
  auto response = answer_of(std::move(*reply));
  if (request.method == "POST") {
    const auto executor = co_await asio::this_coro::executor;
    auto served = recorded_of(request, response, to);
    start(own, executor, std::move(request), std::move(served));
  }
  co_return response;
}

}  // namespace

http::HandlerFactory old_serves(http::HandlerFactory door, ShadowSettings settings,
                                http::ClientLimits limits, ShadowCounts& counts, Sink* record,
                                ops::Events& events) {
  std::shared_ptr<Shared> shared(
      new Shared{std::move(settings), counts, ShadowJudge(counts, record, events)});
  return [door = std::move(door), limits, shared](asio::io_context& io) -> http::Handler {
    std::shared_ptr<Own> own(new Own{shared, http::Client(io, limits), door(io)});
    return [own](http::Request request) { return serve(own, std::move(request)); };
  };
}

}  // namespace uws::recording
