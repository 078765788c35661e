#include "bridge/recording/old_serves.h"

#include "bridge/recording/proxy.h"
#include "bridge/recording/session_tokens.h"
#include "bridge/recording/shadow_thread.h"
#include "bridge/soap/envelope_in.h"
#include "mapping/common/leniency.h"
#include "mapping/conversation.h"
#include "mapping/operations.h"

namespace uws::recording {
namespace {

namespace asio = boost::asio;
using mapping::Effect;
using Clock = std::chrono::steady_clock;

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

}  // namespace

struct OldServes::Impl {
  Impl(const http::HandlerFactory& made, ShadowSettings set, http::ClientLimits clients,
       ShadowCounts& counted, Sink* record, ops::Events& events)
      : settings(std::move(set)),
        limits(std::move(clients)),
        counts(counted),
        judge(counted, record, events),
        sample(settings.sample),
        thread(counted),
        door(made(thread.io())) {}

  void stop() {
    thread.stop();
    door = nullptr;
  }

  // On the shadow's thread.
  asio::awaitable<void> ask_door(http::Request request, Recorded served) {
    if (mapping::effect_of(served.operation) == Effect::change) {
      counts.count(served.operation, translated(served));
      co_return;
    }
    const bool login = !answer_token(served.response).empty();
    if (!login) {
      const auto token = sessions.find(request_token(request.body));
      if (token.empty()) {
        counts.count(served.operation, "no_session");
        co_return;
      }
      request.body = with_token(request.body, token);
    }
    auto pending = door(std::move(request));
    auto response = co_await std::move(pending);
    if (login) sessions.add(answer_token(served.response), answer_token(response.body));
    judge.judge(std::move(served), {response.status, response.headers, response.body});
  }

  void compare(http::Request request, const http::Response& response, Clock::time_point begun) {
    auto served = exchange_of(request, response, forwarded_url(request, to()));
    served.operation = operation_of_action(served);
    const auto effect = mapping::effect_of(served.operation);
    if (served.operation.empty() || !sample.takes(effect)) return;
    if (effect == Effect::session && served.status != 200) return;
    note_time(served, begun);
    struct Kept {
      http::Request request;
      Recorded served;
    };
    const auto operation = served.operation;
    const auto kept = std::make_shared<Kept>(Kept{std::move(request), std::move(served)});
    thread.run(operation, [this, kept] {
      return ask_door(std::move(kept->request), std::move(kept->served));
    });
  }

  // On the thread of whoever asks.
  static asio::awaitable<http::Response> serve(std::shared_ptr<Impl> self,
                                               std::shared_ptr<http::Client> client,
                                               http::Request request) {
    const auto begun = Clock::now();
    auto pending = client->perform(forwarded(request, self->to()));
    auto reply = co_await std::move(pending);
    if (!reply) {
      http::Response failed;
      failed.status = reply.error().kind == http::ClientFailure::timeout ? 504 : 502;
      co_return failed;
    }
    auto response = answer_of(std::move(*reply));
    if (request.method == "POST") self->compare(std::move(request), response, begun);
    co_return response;
  }

  ProxySettings to() const { return {settings.old_service_url, settings.timeout}; }

  const ShadowSettings settings;
  const http::ClientLimits limits;
  ShadowCounts& counts;
  ShadowJudge judge;
  SessionPairs sessions;
  Sample sample;
  ShadowThread thread;
  http::Handler door;
};

OldServes::OldServes(const http::HandlerFactory& door, ShadowSettings settings,
                     http::ClientLimits limits, ShadowCounts& counts, Sink* record,
                     ops::Events& events)
    : impl_(std::make_shared<Impl>(door, std::move(settings), std::move(limits), counts, record,
                                   events)) {}

OldServes::~OldServes() { stop(); }

void OldServes::stop() { impl_->stop(); }

http::HandlerFactory OldServes::handlers() const {
  return [impl = impl_](asio::io_context& io) -> http::Handler {
    auto client = std::make_shared<http::Client>(io, impl->limits);
    return [impl, client](http::Request request) {
      return Impl::serve(impl, client, std::move(request));
    };
  };
}

}  // namespace uws::recording
