#include "bridge/exchange/exchange.h"

#include "bridge/ops/secrets.h"
#include "bridge/soap/envelope_out.h"
#include "bridge/soap/faults.h"
#include "mapping/common/faults.h"

namespace uws::exchange {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;
using Replies = std::vector<mapping::Reply>;

// More steps than any operation takes; a mapping that never ends is our fault, not the client's.
constexpr int kMostSteps = 16;
// A fault code is an XML name.
constexpr std::string_view kHiddenName = "_hidden_";

// One call under way.
struct Course {
  Rooms& rooms;
  const std::string& session;
  Clock::time_point deadline;
  int rest_status = 0;
  // What nobody may be told, and what only the client whose own it is may be: his session token and
  // passwords, which reach him unchanged where the platform repeats them.
  std::vector<std::string> secrets, own_words;
  store::Turn turn;
};

// `text` as the client may see it.
void hide_from_all(std::string& text, const Course& course) {
  for (const auto& secret : course.secrets) ops::hide(text, secret);
  if (course.rooms.redact) text = course.rooms.redact(text);
}

asio::awaitable<mapping::Reply> ask(Course& course, const mapping::RestCall& call) {
  course.own_words.push_back(call.session_token);
  for (auto& password : ops::passwords_in(call.body)) {
    course.own_words.push_back(std::move(password));
  }
  auto reply = co_await course.rooms.rest.perform(call, course.session, course.deadline);
  if (!reply) co_return mapping::NoReply{std::move(reply.error())};
  course.rest_status = reply->status;
  // Here, while every secret is still whole: a fault code is cut.
  if (!reply->ok()) hide_from_all(reply->body, course);
  co_return std::move(*reply);
}

asio::awaitable<mapping::Reply> ask(Course& course, const mapping::StoreCall& call) {
  auto reply = co_await course.rooms.registrar.perform(call, course.turn, course.deadline);
  if (!reply) {
    co_return mapping::NoReply{soap::internal_service_fault(std::move(reply.error().message))};
  }
  const auto& url = reply->callback_url;
  course.secrets.push_back(url.substr(url.rfind('/') + 1));
  course.secrets.push_back(reply->callback_username);
  course.secrets.push_back(reply->callback_password);
  for (const auto& known : reply->registrations) course.own_words.push_back(known.password);
  co_return std::move(*reply);
}

asio::awaitable<mapping::Step> run(const mapping::Operation& operation, const void* request,
                                   const mapping::CallContext& context, Course& course) {
  Replies replies;
  mapping::Step step = operation.start(request, context);
  for (int i = 0; i < kMostSteps; ++i) {
    mapping::Reply reply;
    if (const auto* rest = std::get_if<mapping::RestCall>(&step)) {
      reply = co_await ask(course, *rest);
    } else if (const auto* store = std::get_if<mapping::StoreCall>(&step)) {
      reply = co_await ask(course, *store);
    } else {
      co_return step;
    }
    replies.push_back(std::move(reply));
    step = operation.resume(request, context, replies);
  }
  co_return soap::internal_service_fault("the operation does not end");
}

// `text` as an operator may see it.
void redact(std::string& text, const Course& course) {
  hide_from_all(text, course);
  for (const auto& word : course.own_words) ops::hide(text, word);
}

Exchanged fail(Fault fault, const Course& course) {
  Exchanged done;
  done.fault_code = fault.code;
  done.fault_reason = std::move(fault.reason);
  redact(done.fault_code, course);
  redact(done.fault_reason, course);
  hide_from_all(fault.message, course);
  hide_from_all(fault.code, course);
  ops::hide(fault.code, ops::kHidden, kHiddenName);
  done.envelope = soap::fault_envelope(fault);
  return done;
}

Exchanged finish(const mapping::Operation& operation, mapping::Step step, Course& course) {
  if (auto* fault = std::get_if<Fault>(&step)) return fail(std::move(*fault), course);
  const auto* response = std::get_if<mapping::Response>(&step);
  if (!response) return fail(soap::internal_service_fault("the operation does not end"), course);
  if (response->header_token) course.own_words.push_back(*response->header_token);
  auto envelope = soap::answer_envelope(operation, *response);
  if (!envelope) return fail(std::move(envelope.error()), course);
  Exchanged done;
  done.envelope = std::move(*envelope);
  return done;
}

}  // namespace

asio::awaitable<Exchanged> exchange(const mapping::Operation& operation, soap::Decoded request,
                                    Rooms& rooms) {
  mapping::Notes notes;
  mapping::CallContext context;
  context.session_token = request.token;
  context.now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  context.max_response_bytes = rooms.max_response_bytes;
  context.go_to_state_path = rooms.go_to_state_path;
  context.notes = &notes;
  Course course{rooms, request.token, Clock::now() + rooms.budget, 0, {}, {}, {}};
  course.own_words.push_back(request.token);
  Exchanged done;
  try {
    mapping::Step step =
        mapping::refuse(mapping::kInvalidCharacter, "a value holds an apostrophe, < or backslash");
    if (!request.forbidden_character) {
      const void* message = request.has_input ? request.message.get() : nullptr;
      step = co_await run(operation, message, context, course);
    }
    done = finish(operation, std::move(step), course);
  } catch (const std::exception& error) {
    done = fail(soap::internal_service_fault("a defect of the gateway"), course);
    done.defect = error.what();
    redact(done.defect, course);
  }
  done.rest_status = course.rest_status;
  done.notes = std::move(notes);
  for (auto& path : done.notes.unmapped_paths) redact(path, course);
  co_return done;
}

}  // namespace uws::exchange
