#include "bridge/recording/replayer.h"

#include "base/url.h"
#include "bridge/recording/hop.h"
#include "bridge/recording/session_tokens.h"
#include "bridge/recording/spans.h"
#include "mapping/effect.h"

namespace uws::recording {
namespace {

constexpr std::string_view kLogIn = "SessionService.LogIn";

// The path of the recorded URL below the base; a base with a path of its own stands for the
// beginning of the same path.
std::string target_of(const std::string& against, const std::string& recorded) {
  const std::string base(base::without_final_slash(against));
  const auto own = base::split_url(base).rest;
  auto rest = base::split_url(recorded).rest;
  if (rest.starts_with(own)) rest.remove_prefix(own.size());
  return base + std::string(rest);
}

Answer answer_of(const Recorded& recorded) {
  return {recorded.status, recorded.response_headers, recorded.response};
}

}  // namespace

std::string_view name_of(ReplayOutcome outcome) {
  constexpr std::string_view kNames[] = {"same bytes", "same meaning", "different", "no answer",
                                         "not sent"};
  return kNames[static_cast<std::size_t>(outcome)];
}

Replayer::Replayer(ReplaySettings settings, Send send)
    : settings_(std::move(settings)), send_(std::move(send)) {}

std::string Replayer::live_request(const Recorded& recorded) const {
  const bool login = recorded.operation == kLogIn && !settings_.username.empty();
  return rewrite_xml(recorded.request, [&](const Place& place, const std::string& value) {
    if (login && place.name == "Username") return settings_.username;
    if (login && place.name == "Password") return settings_.password;
    if (const auto known = tokens_.find(value); known != tokens_.end()) return known->second;
    const bool header = place.name == "token" && place.holder == "Header";
    return header && !settings_.session_token.empty() ? settings_.session_token : value;
  });
}

http::ClientCall Replayer::call_of(const Recorded& recorded) const {
  http::ClientCall call;
  call.method = recorded.method;
  call.url = target_of(settings_.against, recorded.url);
  for (const auto& [name, value] : recorded.request_headers.fields()) {
    if (!is_of_connection(name) && !is_of_request(name)) call.headers.add(name, value);
  }
  call.body = live_request(recorded);
  return call;
}

void Replayer::learn_token(const Recorded& recorded, const Answer& live) {
  const auto was = answer_token(recorded.response), is = answer_token(live.body);
  if (!was.empty() && !is.empty()) tokens_[was] = is;
}

Replayed Replayer::replay(const Recorded& recorded) {
  Replayed result;
  result.operation = recorded.operation.empty() ? recorded.method : recorded.operation;
  result.name = recorded.name;
  const bool page = recorded.method == "GET" || recorded.method == "HEAD";
  const auto effect = page ? mapping::Effect::read : mapping::effect_of(recorded.operation);
  const auto unsent = [&](std::string why) {
    result.why = std::move(why);
    return result;
  };
  if (recorded.url.empty() || recorded.more.contains("rest callback")) {
    return unsent("a callback, not a request");
  }
  if (recorded.status == 0) return unsent("recorded without an answer");
  if (effect == mapping::Effect::change && !settings_.allow_changes) {
    return unsent("changes something: --allow-changes");
  }
  if (recorded.operation == kLogIn && !recorded.scrubbed.empty() && settings_.username.empty()) {
    return unsent("its password was scrubbed: --login-file");
  }
  const auto live = send_(call_of(recorded));
  if (!live) {
    result.outcome = ReplayOutcome::no_answer;
    return unsent(live.error());
  }
  compare_answers(recorded, *live, result);
  learn_token(recorded, *live);
  return result;
}

void Replayer::compare_answers(const Recorded& recorded, const Answer& live,
                               Replayed& result) const {
  ScrubChoice choice;
  read_choice(recorded.scrubbed, choice);
  const Scrubber scrubber(settings_.key, choice);
  Recorded came = recorded;
  came.request = live_request(recorded);
  came.status = live.status;
  came.response_headers = live.headers;
  came.response = live.body;
  came.asked.clear();
  came = scrubber.scrubbed(std::move(came));
  auto was = recorded;
  was.asked.clear();
  if (recorded.scrubbed.empty()) was = scrubber.scrubbed(std::move(was));
  result.comparison = compare(answer_of(was), answer_of(came), recorded.operation, settings_.rules);
  result.outcome = static_cast<ReplayOutcome>(result.comparison.verdict);
  result.request = was.request;
  result.recorded = was.response;
  result.live = came.response;
}

}  // namespace uws::recording
