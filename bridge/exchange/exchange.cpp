#include "bridge/exchange/exchange.h"

#include <algorithm>
#include <optional>

#include "bridge/ops/secrets.h"
#include "bridge/recording/asked.h"
#include "bridge/soap/envelope_out.h"
#include "mapping/common/faults.h"
#include "mapping/conversation.h"

namespace uws::exchange {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

// A fault code is an XML name.
constexpr std::string_view kHiddenName = "_hidden_";

// One call under way.
struct Course {
  Upstream& upstream;
  const Terms& terms;
  int rest_status = 0;
  // What nobody may be told, and what only the client whose own it is may be: his session token and
  // passwords, which reach him unchanged where the platform repeats them.
  std::vector<std::string> secrets, own_words;
  const contract::Plan* plan = nullptr;  // as mapping::Decoded has it
  std::vector<recording::Asked> asked = {};
};

template <class Call>
void keep(Course& course, const Call& call, const mapping::Reply& reply) {
  if (!course.terms.keep_asked) return;
  course.asked.push_back(recording::asked_of(call));
  recording::put_reply(course.asked.back(), reply);
}

// `text` as the client may see it.
void hide_from_all(std::string& text, const Course& course) {
  for (const auto& secret : course.secrets) ops::hide(text, secret);
  if (course.terms.redact) text = course.terms.redact(text);
}

asio::awaitable<mapping::Reply> ask(Course& course, const mapping::RestCall& call) {
  course.own_words.push_back(call.session_token);
  for (auto& password : ops::passwords_in(call.body)) {
    course.own_words.push_back(std::move(password));
  }
  auto reply = co_await course.upstream.ask(call);
  if (auto* answer = std::get_if<mapping::RestReply>(&reply)) {
    course.rest_status = answer->status;
    // Here, while every secret is still whole: a fault code is cut.
    if (!answer->ok()) hide_from_all(answer->body, course);
  }
  keep(course, call, reply);
  co_return reply;
}

asio::awaitable<mapping::Reply> ask(Course& course, const mapping::StoreCall& call) {
  if (const auto* prepared = std::get_if<mapping::PrepareRegistration>(&call)) {
    course.own_words.push_back(prepared->registration.password);
  }
  auto reply = co_await course.upstream.ask(call);
  if (const auto* known = std::get_if<mapping::StoreReply>(&reply)) {
    const auto& url = known->callback_url;
    course.secrets.push_back(url.substr(url.rfind('/') + 1));
    course.secrets.push_back(known->callback_username);
    course.secrets.push_back(known->callback_password);
    for (const auto& listed : known->registrations) course.own_words.push_back(listed.password);
  }
  keep(course, call, reply);
  co_return reply;
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
  done.envelope = soap::fault_envelope(fault, course.plan);
  return done;
}

Exchanged finish(const mapping::Operation& operation, const mapping::Step& step, Course& course) {
  if (const auto* fault = std::get_if<Fault>(&step)) return fail(*fault, course);
  const auto& response = std::get<mapping::Response>(step);
  if (response.header_token) course.own_words.push_back(*response.header_token);
  Exchanged done;
  if (course.plan) {
    auto answer = soap::answer_envelope(operation, response, *course.plan);
    if (!answer) return fail(std::move(answer.error()), course);
    done.envelope = std::move(answer->envelope);
    done.left_out = std::move(answer->left_out);
    return done;
  }
  auto envelope = soap::answer_envelope(operation, response);
  if (!envelope) return fail(std::move(envelope.error()), course);
  done.envelope = std::move(*envelope);
  return done;
}

std::size_t size_of(const mapping::Reply& reply) {
  const auto* rest = std::get_if<mapping::RestReply>(&reply);
  return rest ? rest->body.size() : 0;
}

asio::awaitable<Exchanged> converse(const mapping::Operation& operation, soap::Decoded request,
                                    Course& course) {
  mapping::CallContext context;
  context.now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  context.max_response_bytes = course.terms.max_response_bytes;
  if (context.max_response_bytes > 0) {
    context.written = soap::answer_size(operation, course.plan);
  }
  context.go_to_state_path = course.terms.go_to_state_path;
  Workers* const workers = course.terms.workers;
  std::size_t biggest = request.bytes;
  std::optional<mapping::Conversation> talk;
  co_await do_apart(workers, biggest,
                    [&] { talk.emplace(operation, std::move(request), std::move(context)); });
  while (!talk->ended()) {
    mapping::Reply reply;
    if (const auto* call = std::get_if<mapping::RestCall>(&talk->step())) {
      reply = co_await ask(course, *call);
    } else {
      reply = co_await ask(course, std::get<mapping::StoreCall>(talk->step()));
    }
    const std::size_t bytes = size_of(reply);
    biggest = std::max(biggest, bytes);
    co_await do_apart(workers, bytes, [&] { talk->answer(std::move(reply)); });
  }
  Exchanged done;
  co_await do_apart(workers, biggest, [&] {
    done = finish(operation, talk->step(), course);
    done.notes = talk->notes();
    talk.reset();  // a big message takes its time to go
  });
  co_return done;
}

}  // namespace

asio::awaitable<Exchanged> exchange(const mapping::Operation& operation, soap::Decoded request,
                                    Upstream& upstream, const Terms& terms) {
  Course course{upstream, terms, 0, {}, {request.token}, request.plan};
  Exchanged done;
  try {
    done = co_await converse(operation, std::move(request), course);
  } catch (const std::exception& error) {
    done = fail(mapping::internal_service_fault("a defect of the gateway"), course);
    done.defect = error.what();
    redact(done.defect, course);
  }
  done.rest_status = course.rest_status;
  done.asked = std::move(course.asked);
  for (auto& path : done.notes.unmapped_paths) redact(path, course);
  co_return done;
}

asio::awaitable<Exchanged> exchange(const mapping::Operation& operation, soap::Decoded request,
                                    Rooms& rooms) {
  const std::string session = request.token;
  LiveUpstream upstream(rooms.rest, rooms.registrar, session, Clock::now() + rooms.budget);
  co_return co_await exchange(operation, std::move(request), upstream, rooms.terms);
}

}  // namespace uws::exchange
