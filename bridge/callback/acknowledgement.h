#pragma once
// What counts as "the receiver has it", whose failure it is when it does not, and how long to wait.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "bridge/callback/settings.h"
#include "bridge/http/client.h"

namespace uws::callback {

// Whether `body`, or what there is of it, is a SOAP 1.1 or 1.2 envelope whose body holds a Fault.
// Anything else, XML or not, is no Fault.
bool is_soap_fault(std::string_view body);

struct Verdict {
  enum class Kind {
    delivered,
    refused,  // the receiver works, and does not want this message
    down,     // the receiver does not work
    gone,     // the receiver is not there any more (410)
  };
  Kind kind = Kind::delivered;
  // Why not delivered, in one line without any of the receiver's words.
  std::string why = {};
  // When the receiver wants to be asked again, at most a day.
  std::optional<std::chrono::milliseconds> retry_after = {};
  // down: it may be this message that the receiver cannot stand, not the receiver itself.
  bool of_message = false;
};

// Delivered: any 2xx whose body is not a SOAP Fault. Down: 408, 425, 429 and 5xx without a SOAP
// Fault. Gone: 410. Refused: everything else, redirects among them.
Verdict judge(const http::ClientReply& reply);
// No answer: the receiver is down.
Verdict judge(const http::ClientError& error);

// Value of Retry-After: seconds, or a date, which is told from `now`; nothing when it is neither.
// At most a day, at least nothing.
std::optional<std::chrono::milliseconds> retry_after(std::string_view value,
                                                     std::chrono::system_clock::time_point now);

// The wait after the `failures`th failure in a row (from 1), up to a fifth shorter or longer by
// `chance` in [0, 1), so that nobody comes back in step.
std::chrono::milliseconds retry_delay(const Waits& schedule, int failures, double chance);

// `url` without credentials and query, fit for a log line.
std::string public_part(const std::string& url);

}  // namespace uws::callback
