#pragma once
// What counts as "the receiver has it", and how long to wait when it does not.

#include <chrono>
#include <string>
#include <string_view>

namespace uws::callback {

// Whether `body` is a SOAP 1.1 or 1.2 envelope whose body holds a Fault. Anything else, XML or
// not, is no Fault.
bool is_soap_fault(std::string_view body);

// Empty = acknowledged: any 2xx whose body is not a SOAP Fault. Else why not, in one line without
// any of the receiver's words.
std::string refusal(int status, std::string_view body);

// Wait after the `attempt`th failed send (from 1): doubles from `first` up to `longest`, then is
// shortened by up to a half, by `chance` in [0, 1), so that receivers do not come back in step.
std::chrono::milliseconds retry_delay(std::chrono::milliseconds first,
                                      std::chrono::milliseconds longest, int attempt,
                                      double chance);

// `url` without credentials and query, fit for a log line.
std::string public_part(const std::string& url);

}  // namespace uws::callback
