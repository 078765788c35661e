#include "bridge/exchange.h"

#include "bridge/soap/envelope_out.h"
#include "bridge/soap/faults.h"
#include "mapping/common/faults.h"

namespace uws {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;
using Replies = std::vector<mapping::Reply>;

// More steps than any operation takes; a mapping that never ends is our fault, not the client's.
constexpr int kMostSteps = 16;

struct Ask {
  Rooms& rooms;
  const std::string& session;
  Clock::time_point deadline;
  int& rest_status;
};

asio::awaitable<mapping::Reply> ask(const Ask& what, const mapping::RestCall& call) {
  auto reply = co_await what.rooms.rest.perform(call, what.session, what.deadline);
  if (!reply) co_return mapping::NoReply{std::move(reply.error())};
  what.rest_status = reply->status;
  co_return std::move(*reply);
}

asio::awaitable<mapping::Reply> ask(const Ask& what, const mapping::StoreCall& call) {
  auto reply = co_await what.rooms.registrar.perform(call);
  if (!reply) co_return mapping::NoReply{soap::internal_service_fault()};
  co_return std::move(*reply);
}

asio::awaitable<mapping::Step> run(const mapping::Operation& operation, const void* request,
                                   const mapping::CallContext& context, const Ask& what) {
  Replies replies;
  mapping::Step step = operation.start(request, context);
  for (int i = 0; i < kMostSteps; ++i) {
    mapping::Reply reply;
    if (const auto* rest = std::get_if<mapping::RestCall>(&step)) {
      reply = co_await ask(what, *rest);
    } else if (const auto* store = std::get_if<mapping::StoreCall>(&step)) {
      reply = co_await ask(what, *store);
    } else {
      co_return step;
    }
    replies.push_back(std::move(reply));
    step = operation.resume(request, context, replies);
  }
  co_return soap::internal_service_fault();
}

Exchanged finish(const mapping::Operation& operation, const mapping::Step& step) {
  Exchanged done;
  if (const auto* response = std::get_if<mapping::Response>(&step)) {
    auto envelope = soap::answer_envelope(operation, *response);
    if (envelope) {
      done.envelope = std::move(*envelope);
      return done;
    }
    done.fault_code = envelope.error().code;
    done.envelope = soap::fault_envelope(envelope.error());
    return done;
  }
  const auto* fault = std::get_if<Fault>(&step);
  const Fault& shown = fault ? *fault : soap::internal_service_fault();
  done.fault_code = shown.code;
  done.envelope = soap::fault_envelope(shown);
  return done;
}

}  // namespace

asio::awaitable<Exchanged> exchange(const mapping::Operation& operation, soap::Decoded request,
                                    Rooms& rooms) {
  mapping::Notes notes;
  int rest_status = 0;
  mapping::CallContext context;
  context.session_token = request.token;
  context.now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  context.max_response_bytes = rooms.max_response_bytes;
  context.go_to_state_path = rooms.go_to_state_path;
  context.notes = &notes;
  const Ask what{rooms, request.token, Clock::now() + rooms.budget, rest_status};
  mapping::Step step =
      mapping::refuse(mapping::kInvalidCharacter, "a value holds an apostrophe, < or backslash");
  if (!request.forbidden_character) {
    const void* message = request.has_input ? request.message.get() : nullptr;
    step = co_await run(operation, message, context, what);
  }
  Exchanged done = finish(operation, step);
  done.rest_status = rest_status;
  done.notes = std::move(notes);
  co_return done;
}

}  // namespace uws
