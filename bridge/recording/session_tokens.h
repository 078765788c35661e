#pragma once
// Session tokens in envelopes that were recorded or pass by.

#include <string>

namespace uws::recording {

// The text of the token header or of SessionToken; empty when there is none.
std::string request_token(const std::string& envelope);
std::string answer_token(const std::string& envelope);
// The envelope with its session token replaced.
std::string with_token(const std::string& envelope, const std::string& token);

}  // namespace uws::recording
