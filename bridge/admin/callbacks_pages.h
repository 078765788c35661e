#pragma once
// Callbacks and receivers in the operator's hand, on the admin listener; JSON throughout.
//
//   GET  /callbacks?FILTER&after=ID&limit=N   {"callbacks": [...], "next": ID or null}: by number,
//                                   at most 1,000; without bodies, credentials and queries of URLs
//   GET  /callbacks/ID              one, with its body; the credentials in it are left out
//   POST /callbacks/retry?FILTER    202: begun in the background, {"work": N, "found": N}
//   POST /callbacks/drop?FILTER     the same; with dry_run=true 200: {"found": N}, nothing is done
//   GET  /callbacks/progress/N      {"action", "found", "done", "finished", "error"}
//   GET  /receivers                 state, queue, age of the oldest, sends by outcome, next probe
//   POST /receivers/pause?receiver=R      200: nothing more is sent to R, and nothing lost
//   POST /receivers/resume?receiver=R     200
//
// FILTER: receiver, service, account, status (queued, paused, dead), request_id, error (a part of
// it), since and until (milliseconds since 1970), id; a drop or retry without any is refused.
// 400: the query is wrong, and why; 404: there is no such thing; 503: the store failed.

#include "bridge/admin/router.h"
#include "bridge/callback/hand.h"

namespace uws::admin {

// All must outlive the pages.
Routes callbacks_pages(store::Store& store, callback::Hand& hand,
                       const callback::ReceiverBook& receivers);

}  // namespace uws::admin
