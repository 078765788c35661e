#include "bridge/tools/explain/explain.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include "bridge/ops/secrets.h"
#include "bridge/recording/sensitive.h"
#include "bridge/recording/spans.h"
#include "mapping/effect.h"

namespace uws::tools {
namespace {

using recording::Asked;
using recording::Leaf;
using recording::Sensitive;

std::string call_label(std::size_t number, std::size_t count, bool store) {
  if (store) return "the store: ";
  return count > 1 ? "call " + std::to_string(number) + ": " : "";
}

std::size_t rest_calls(const Course& course) {
  return static_cast<std::size_t>(
      std::ranges::count_if(course.asked, [](const Asked& asked) { return !asked.store; }));
}

void append(std::vector<Leaf> some, const std::string& label, std::vector<Leaf>& to) {
  for (auto& leaf : some) to.push_back({label + leaf.path, std::move(leaf.value)});
}

// Everything that is asked.
void add_calls(const Course& course, std::size_t count, std::vector<Leaf>& leaves) {
  std::size_t number = 0;
  for (const auto& asked : course.asked) {
    const auto label = call_label(asked.store ? 0 : ++number, count, asked.store);
    const auto path = asked.path.substr(0, asked.path.find('?'));
    append(recording::target_leaves(asked.path), label, leaves);
    append(recording::json_leaves(nlohmann::json::parse(asked.body, nullptr, false)), label,
           leaves);
  }
}

std::vector<Leaf> answer_leaves(const std::string& envelope) {
  std::vector<Leaf> leaves;
  std::map<std::string, int> seen;
  for (const auto& field : xml_fields(envelope)) leaves.push_back({field.path, field.value});
  return leaves;
}

std::string refusal(const Course& course) {
  if (!course.fault) return {};
  return course.fault->reason.empty() ? course.fault->code : course.fault->reason;
}

std::vector<std::string> secrets_in(const std::string& text) {
  std::vector<std::string> found;
  recording::rewrite_body(text, [&](const recording::Place& place, const std::string& value) {
    if (recording::sensitive(place.name, place.holder, place.label) == Sensitive::secret) {
      found.push_back(value);
    }
    return value;
  });
  return found;
}

// Takes secrets out of an explanation: by name where they stand, and wherever else they turn up.
class Masker {
 public:
  void learn(const std::string& text) {
    for (auto& secret : secrets_in(text)) secrets_.push_back(std::move(secret));
  }

  std::string body(const std::string& text) const {
    return recording::rewrite_body(
        text, [&](const recording::Place& place, const std::string& value) {
          const auto kind = recording::sensitive(place.name, place.holder, place.label);
          return kind == Sensitive::secret ? std::string(ops::kHidden) : masked(value);
        });
  }

  std::string masked(std::string text) const {
    for (const auto& secret : secrets_) ops::hide(text, secret);
    return text;
  }

  void mask(Field& field) const {
    const auto name = field.path.substr(field.path.find_last_of("/.") + 1);
    const bool secret = recording::sensitive(name) == Sensitive::secret;
    field.value = secret ? std::string(ops::kHidden) : masked(field.value);
    field.refused = masked(field.refused);
  }

  void mask(Explanation& made) const {
    for (auto& field : made.fields) mask(field);
    for (auto& field : made.answer) mask(field);
    for (auto& call : made.calls) {
      call.path = masked(call.path);
      call.body = body(call.body);
      call.reply = body(call.reply);
    }
    made.envelope = body(made.envelope);
    made.reason = masked(made.reason);
    made.fault_message = masked(made.fault_message);
    made.fault_code = masked(made.fault_code);
  }

 private:
  std::vector<std::string> secrets_;
};

std::string effect_words(const std::string& title) {
  switch (mapping::effect_of(title)) {
    case mapping::Effect::read:
      return "only reads";
    case mapping::Effect::session:
      return "opens or ends a session";
    case mapping::Effect::change:
      return "changes something";
  }
  return {};
}

void put_end(const Course& course, Explanation& made) {
  made.calls = course.asked;
  made.waiting = course.waiting;
  made.unmapped = course.unmapped;
  made.envelope = course.envelope;
  if (!course.fault) return;
  made.fault_code = course.fault->code;
  made.fault_message = course.fault->message;
  made.reason = course.fault->reason;
}

Field* find(std::vector<Field>& fields, const std::string& path) {
  const auto found = std::ranges::find(fields, path, &Field::path);
  return found == fields.end() ? nullptr : &*found;
}

// Puts `label` and the field's path as a source of each of its places in the answer.
void put_sources(const std::vector<Field>& fields, const std::string& label,
                 std::vector<Field>& answer) {
  for (const auto& field : fields) {
    for (const auto& place : field.places) {
      auto* target = find(answer, place);
      if (target && target->places.size() < 4) target->places.push_back(label + field.path);
    }
  }
}

}  // namespace

Explanation explain(const mapping::Operation& operation, const std::string& envelope,
                    const std::vector<Asked>& replies, const CourseTerms& terms) {
  Explanation made;
  made.title = std::string(operation.service) + "." + std::string(operation.name);
  made.effect = effect_words(made.title);
  const auto course = run_course(operation, envelope, replies, terms);
  put_end(course, made);
  const auto count = rest_calls(course);
  made.fields = xml_fields(envelope);
  trace_xml(
      envelope,
      [&](const std::string& other) {
        const auto now = run_course(operation, other, replies, terms);
        Outcome outcome{{}, refusal(now)};
        add_calls(now, count, outcome.leaves);
        return outcome;
      },
      made.fields);
  if (!course.fault && !course.waiting) {
    made.answer = xml_fields(course.envelope);
    std::size_t number = 0;
    for (std::size_t i = 0; i < course.asked.size(); ++i) {
      auto with = course.asked;
      auto fields = json_fields(with[i].reply);
      trace_json(
          with[i].reply,
          [&](const std::string& other) {
            with[i].reply = other;
            const auto now = run_course(operation, envelope, with, terms);
            return Outcome{answer_leaves(now.envelope), refusal(now)};
          },
          fields);
      put_sources(fields, call_label(with[i].store ? 0 : ++number, count, with[i].store),
                  made.answer);
    }
    auto echoes = xml_fields(envelope);
    trace_xml(
        envelope,
        [&](const std::string& other) {
          const auto now = run_course(operation, other, course.asked, terms);
          return Outcome{answer_leaves(now.envelope), refusal(now)};
        },
        echoes);
    put_sources(echoes, "the request: ", made.answer);
  }
  Masker masker;
  masker.learn(envelope);
  for (const auto& asked : course.asked) masker.learn(asked.reply);
  masker.mask(made);
  return made;
}

Explanation explain_callback(const mapping::callback::Delivery& delivery) {
  Explanation made;
  made.title = "callback " + delivery.service;
  made.effect = "the receiver is sent";
  const auto built = mapping::callback::build_callback(delivery);
  Masker masker;
  masker.learn(delivery.body);
  made.fields = json_fields(delivery.body);
  if (built) {
    made.envelope = built->envelope;
    made.unmapped = built->unknown_paths;
    trace_json(
        delivery.body,
        [&](const std::string& other) {
          auto changed = delivery;
          changed.body = other;
          const auto now = mapping::callback::build_callback(changed);
          return now ? Outcome{answer_leaves(now->envelope), {}} : Outcome{{}, now.error()};
        },
        made.fields);
  } else {
    made.reason = built.error();
  }
  masker.mask(made);
  return made;
}

}  // namespace uws::tools
