#pragma once
// Status line and header fields of an answer, as bytes.

#include <string>

#include "bridge/http/message.h"

namespace uws::http {

// How the connection goes on after an answer; old clients speaking HTTP/1.0 are told when it stays.
enum class AfterAnswer { keep_silently, keep_and_say_so, close };

// Appends to `out` everything up to and including the empty line. Date, Content-Length (absent only
// for 204) and Connection are set here; such fields, and Transfer-Encoding, in `response` are
// skipped. Control characters in the reason phrase and in values become spaces, so that nothing
// a peer sent can add a line.
void append_response_head(std::string& out, const Response& response, AfterAnswer after);

}  // namespace uws::http
