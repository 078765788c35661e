#pragma once
// Which headers a message sent on does not take along.

#include <string_view>

namespace uws::recording {

// Of one connection (RFC 9110, 7.6.1), or made anew by whoever sends.
bool is_of_connection(std::string_view header);
// Of one request to one server: Host, and Accept-Encoding, as compressed answers are not asked for.
bool is_of_request(std::string_view header);

}  // namespace uws::recording
