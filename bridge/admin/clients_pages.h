#pragma once
// Who calls:
//
//   GET /clients?FILTER&after=CURSOR&limit=N
//     {"clients": [{"address", "stack", "user_agent", "tls", "first_seen", "last_seen", "calls",
//                   "faults", "operations": [{"operation", "calls", "faults", "first_seen",
//                   "last_seen"}, ...]}, ...],
//      "next": CURSOR or null, "behind": true when the store did not take what was seen last}
//     in the order in which they were first kept, at most 1,000; who goes on with "next" misses
//     nobody and gets nobody twice, whoever calls meanwhile
//
// FILTER: since and until (last seen then or later, and before; milliseconds since 1970), stack,
// operation ("CarrierService.MoveDevice" or "MoveDevice"; "-" = requests without one), address.
// Times are milliseconds since 1970; "tls" is as store::Client has it.
// 400: the query is wrong, and why; 503: the store failed.

#include "bridge/admin/router.h"
#include "bridge/census/keeper.h"

namespace uws::admin {

// Both must outlive the pages.
Routes clients_pages(store::Store& store, census::Keeper& keeper);

}  // namespace uws::admin
