#pragma once
// Recorded requests sent again, and what came back compared with what was recorded.

#include <functional>
#include <map>
#include <string>
#include <tl/expected.hpp>

#include "bridge/http/client.h"
#include "bridge/recording/compare.h"
#include "bridge/recording/recorded.h"
#include "bridge/recording/scrub.h"

namespace uws::recording {

struct ReplaySettings {
  std::string against;  // "https://host[/api/v2]": scheme, host and port of every request
  IgnoreRules rules;
  bool allow_changes = false;
  // What every LogIn is sent with instead of what was recorded; empty = as recorded.
  std::string username, password;
  // The session of requests whose own LogIn is not in the recording; empty = as recorded.
  std::string session_token;
  // Key of the recording's stand-ins; needed to compare what was scrubbed by choice.
  std::string key;
};

enum class ReplayOutcome { same_bytes, same_meaning, different, no_answer, not_sent };
// "same bytes"
std::string_view name_of(ReplayOutcome outcome);

// Both sides are scrubbed: no secret of the recording or of the live answer is in it.
struct Replayed {
  std::string operation;  // "CarrierService.MoveDevice", or "GET" of a page
  std::string name;       // of the recorded case; may be empty
  ReplayOutcome outcome = ReplayOutcome::not_sent;
  Comparison comparison;
  std::string why;  // no_answer, not_sent
  std::string request, recorded, live;
};

// Sends and waits. Error: why there was no answer; no value of the request.
using Send = std::function<tl::expected<Answer, std::string>(http::ClientCall call)>;

// One session of replaying: a token that a LogIn of the recording gave stands for the one its
// replay gives. Not thread-safe.
class Replayer {
 public:
  Replayer(ReplaySettings settings, Send send);

  // Operations that change something are not sent unless that is allowed, and neither is what was
  // recorded without an answer. A scrubbed LogIn is sent with the settings' credentials only.
  Replayed replay(const Recorded& recorded);

 private:
  http::ClientCall call_of(const Recorded& recorded) const;
  std::string live_request(const Recorded& recorded) const;
  void learn_token(const Recorded& recorded, const Answer& live);
  void compare_answers(const Recorded& recorded, const Answer& live, Replayed& result) const;

  const ReplaySettings settings_;
  const Send send_;
  std::map<std::string, std::string> tokens_;
};

}  // namespace uws::recording
