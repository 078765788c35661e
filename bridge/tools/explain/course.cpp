#include "bridge/tools/explain/course.h"

#include "bridge/recording/asked.h"
#include "bridge/soap/envelope_in.h"
#include "bridge/soap/envelope_out.h"
#include "mapping/common/faults.h"
#include "mapping/common/leniency.h"
#include "mapping/conversation.h"

namespace uws::tools {
namespace {

using recording::Asked;

// What a store says that works and knows nothing yet.
mapping::StoreReply new_store(const mapping::StoreCall& call) {
  mapping::StoreReply reply;
  if (std::holds_alternative<mapping::PrepareRegistration>(call)) {
    reply.callback_url = "https://gateway.invalid/callbacks/SECRET";
    reply.callback_username = "(made by the gateway)";
    reply.callback_password = "(hidden)";
    reply.intent = 1;
  }
  return reply;
}

class Runner {
 public:
  Runner(const std::vector<Asked>& replies, Course& course) : replies_(replies), course_(course) {}

  void run(mapping::Conversation& talk) {
    while (!talk.ended()) {
      std::optional<mapping::Reply> reply;
      if (const auto* rest = std::get_if<mapping::RestCall>(&talk.step())) {
        reply = ask(recording::asked_of(*rest));
      } else {
        reply = ask_store(std::get<mapping::StoreCall>(talk.step()));
      }
      if (!reply) {
        course_.waiting = true;
        return;
      }
      recording::put_reply(course_.asked.back(), *reply);
      talk.answer(std::move(*reply));
    }
  }

 private:
  std::optional<mapping::Reply> ask(Asked asked) {
    const bool store = asked.store;
    course_.asked.push_back(std::move(asked));
    auto& at = store ? store_at_ : rest_at_;
    while (at < replies_.size() && replies_[at].store != store) ++at;
    if (at == replies_.size()) return std::nullopt;
    return recording::reply_of(replies_[at++]);
  }

  std::optional<mapping::Reply> ask_store(const mapping::StoreCall& call) {
    auto reply = ask(recording::asked_of(call));
    return reply ? std::move(reply) : std::optional<mapping::Reply>(new_store(call));
  }

  const std::vector<Asked>& replies_;
  Course& course_;
  std::size_t rest_at_ = 0, store_at_ = 0;
};

void end(const mapping::Operation& operation, const mapping::Conversation& talk, Course& course) {
  course.unmapped = talk.notes().unmapped_paths;
  if (const auto* fault = std::get_if<Fault>(&talk.step())) {
    course.fault = *fault;
  } else {
    auto envelope = soap::answer_envelope(operation, std::get<mapping::Response>(talk.step()));
    if (envelope) course.envelope = std::move(*envelope);
    if (!envelope) course.fault = std::move(envelope.error());
  }
  if (course.fault) course.envelope = soap::fault_envelope(*course.fault);
}

}  // namespace

Course run_course(const mapping::Operation& operation, const std::string& envelope,
                  const std::vector<Asked>& replies, const CourseTerms& terms) {
  Course course;
  auto opened = soap::open_envelope(envelope, "utf-8", &operation, operation.soap_action,
                                    mapping::leniency(terms.strict_order));
  if (std::holds_alternative<soap::NotAnEnvelope>(opened)) {
    course.fault = mapping::internal_service_fault(
        "the document breaks before its Body or is no envelope: HTTP 400, empty");
    return course;
  }
  if (auto* fault = std::get_if<Fault>(&opened)) {
    course.fault = std::move(*fault);
    course.envelope = soap::fault_envelope(*course.fault);
    return course;
  }
  mapping::CallContext context;
  context.now = terms.now;
  context.go_to_state_path = terms.go_to_state_path;
  context.max_response_bytes = terms.max_response_bytes;
  context.written = soap::answer_size(operation, nullptr);
  mapping::Conversation talk(operation, std::get<soap::Decoded>(std::move(opened)),
                             std::move(context));
  Runner(replies, course).run(talk);
  if (!course.waiting) end(operation, talk, course);
  return course;
}

}  // namespace uws::tools
