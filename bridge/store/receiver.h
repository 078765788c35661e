#pragma once
// Whom callbacks are sent to.

#include <string>
#include <string_view>

namespace uws::store {

// "scheme://host:port" of a URL, in small letters, with the port always there: registrations with
// the same one share a receiver. The whole URL when it has no scheme or no host.
std::string receiver_of(std::string_view url);

}  // namespace uws::store
