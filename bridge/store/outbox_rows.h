#pragma once
// The rows of the outbox, inside a transaction of the store's thread.

#include <optional>
#include <string>

#include "bridge/store/connection.h"
#include "bridge/store/outbox.h"

namespace uws::store {

// Phase of a callback in its lane.
inline constexpr int kReady = 0, kBehind = 1, kSending = 2;

// The first of a lane that waits behind another is ready.
void promote(Connection& db, long long lane);

// Queues (or pauses) a dead letter again; the receiver it goes to, empty = no such dead letter.
std::string queue_again(Connection& db, long long id);

// A callback as it is sent; `begun` = its row has been told of the send. Empty = there is none.
std::optional<Queued> read_queued(Connection& db, long long id, bool begun);

// Forgets the oldest of what recognises duplicates.
long long forget_oldest_seen(Connection& db, Millis before, int limit);

}  // namespace uws::store
