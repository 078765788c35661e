#pragma once
// Dead letters for the operator, on the admin listener.
//
//   GET  /dead_letters?after=ID     JSON list, oldest first, at most 100: id, received_at (ms since
//                                   1970), account, service, receiver (without credentials and
//                                   query), request_id, sends, reason; never a body or a password
//   POST /dead_letters/ID/replay    202: queued again for the receiver registered now
//                                   404: no dead letter of that number      503: the store failed

#include "bridge/admin/router.h"
#include "bridge/callback/relay.h"
#include "bridge/store/store.h"

namespace uws::admin {

// `store` and `relay` must outlive the pages.
Routes dead_letters_pages(store::Store& store, callback::Relay& relay);

}  // namespace uws::admin
