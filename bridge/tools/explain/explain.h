#pragma once
// What the gateway would do with a request, or with a webhook, and why: no network, no secrets.

#include <string>
#include <vector>

#include "bridge/recording/har.h"
#include "bridge/tools/explain/course.h"
#include "bridge/tools/explain/trace.h"
#include "mapping/callback/callback.h"

namespace uws::tools {

// All texts are without secrets ("(hidden)").
struct Explanation {
  std::string title;          // "CarrierService.MoveDevice"
  std::string effect;         // "changes something", "only reads"
  std::vector<Field> fields;  // of the request: places are "call 1 devices[].id", "answer …"
  std::vector<recording::Asked> calls;
  bool waiting = false;  // for a reply to the last call
  std::string fault_code, fault_message, reason;
  std::vector<Field> answer;          // of the answer: places are where each value came from
  std::string envelope;               // the answer
  std::vector<std::string> unmapped;  // members of replies that the translation does not know
};

// `replies` as run_course has them.
Explanation explain(const mapping::Operation& operation, const std::string& envelope,
                    const std::vector<recording::Asked>& replies, const CourseTerms& terms);
// A webhook and the SOAP callback it becomes.
Explanation explain_callback(const mapping::callback::Delivery& delivery);

// The call as curl would send it, on several lines; "(hidden)" where a secret would stand.
std::string curl_text(const recording::Asked& call, const std::string& base_url);

// For people, at most 100 columns wide where no single value is wider; `colour`: with ANSI colours.
std::string explanation_text(const Explanation& made, const std::string& base_url, bool colour);
recording::Json explanation_json(const Explanation& made, const std::string& base_url);

}  // namespace uws::tools
