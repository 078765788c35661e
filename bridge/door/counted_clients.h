#pragma once
// Clients seen by the census where another than the front door answers them.

#include "bridge/census/census.h"
#include "bridge/door/public_address.h"
#include "bridge/http/server.h"
#include "bridge/owner/owner_contract.h"

namespace uws::door {

// Who sent a request, and how. Parts of the request, but not of its body.
census::Caller caller_of(const http::Request& request, const AddressRules& rules);

// Handlers whose clients are seen as the front door sees them: of an exchange with a service, by
// SOAPAction; every answer but a 2xx is a fault. `owner` is the contract in force, null = the
// built-in one; it and `census` must outlive the pool's run().
http::HandlerFactory counted_clients(http::HandlerFactory handlers, AddressRules rules,
                                     const owner::LiveContract* owner, census::Census& census);

}  // namespace uws::door
