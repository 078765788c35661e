#pragma once
// What happens in the rooms and is somebody's business outside: the operator's, or that of whoever
// keeps secrets out of the log.

#include <string>
#include <string_view>

#include "bridge/ops/log.h"

namespace uws::ops {

// How a call ended.
enum class Outcome {
  ok,       // answered
  fault,    // a SOAP fault of the service or the platform
  refused,  // turned away at the door: not a call
};

// Whose JSON has members that the translation does not know: the platform has grown. Or which way a
// member of the owner's contract went that has no counterpart (request), or whose value was none of
// its kind (answer).
enum class Unmapped { rest, callback, request, answer };

// Told by the rooms; this one hears nothing. Every function may be called on any thread, and what
// is referred to is valid during the call only.
class Events {
 public:
  Events() = default;
  virtual ~Events() = default;
  Events(const Events&) = delete;
  Events& operator=(const Events&) = delete;

  // One line of the log: no bodies, no credentials, no session tokens.
  virtual void write(LogLevel, std::string_view /* line */, Fields) {}
  void info(std::string_view line, Fields fields = {}) { write(LogLevel::info, line, fields); }
  void warn(std::string_view line, Fields fields = {}) { write(LogLevel::warn, line, fields); }
  void error(std::string_view line, Fields fields = {}) { write(LogLevel::error, line, fields); }

  // A SOAP call has been answered.
  virtual void call(const Access&, Outcome) {}
  // A call of the API has ended with this status, 0 = without an answer. One that was sent again is
  // one call; one that could not be sent at all is none, and neither is a request for a bearer.
  virtual void rest_call(int /* status */) {}
  // `where` is the operation ("CarrierService.MoveDevice") or the callback service.
  virtual void unmapped(Unmapped, std::string_view /* where */, std::string_view /* path */) {}
  // Told before it is used, so that nobody writes it down.
  virtual void secret(std::string_view) {}
  // `text` without the secrets told so far.
  virtual std::string redacted(std::string_view text) const { return std::string(text); }
};

// For those whom nobody listens to.
inline Events& no_events() {
  static Events nobody;
  return nobody;
}

}  // namespace uws::ops
