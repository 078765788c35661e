#pragma once
// Which member of Data each piece of a REST callback belongs to.

#include <map>
#include <vector>

#include "mapping/callback/data_members.h"
#include "mapping/callback/service_names.h"

namespace uws::mapping::callback {

// The pieces of one callback, by the member of Data they belong to; no list is empty. Borrowed from
// the callback.
using Routed = std::map<const DataMember*, std::vector<Payload>>;

// Sorts the members of deviceResponse, and those of the callback itself that are not common to all,
// by name; the service's own names go first, because suspendResponse means two things. A name
// nobody knows is reported; it goes to the service's own member of Data if nothing else did.
Routed route(const CallbackService& service, const base::JsonValue& message, UnknownPaths& unknown);

}  // namespace uws::mapping::callback
