#include "bridge/store/outbox.h"

#include <soci/soci.h>

#include "base/base64.h"
#include "base/crypto.h"
#include "bridge/store/intents.h"
#include "bridge/store/outbox_target.h"

namespace uws::store {
namespace {

// In the place of a fingerprint, which is longer: callbacks that are none to anybody.
const std::string kUnreadable = "unreadable";

long long find_duplicate(soci::session& db, const Incoming& incoming) {
  long long id = 0;
  if (incoming.duplicate_key.empty()) return id;
  db << "SELECT COALESCE(MAX(o.id), 0) FROM outbox o"
        " JOIN registrations r ON r.id = o.registration"
        " JOIN registrations mine ON mine.id = :r"
        " WHERE o.duplicate_key = :k AND o.received_at >= :t"
        " AND r.account = mine.account AND r.service = mine.service",
      soci::into(id), soci::use(incoming.registration, "r"), soci::use(incoming.duplicate_key, "k"),
      soci::use(incoming.duplicates_since, "t");
  return id;
}

// Answered by the index alone, whatever the bodies weigh.
long long unreadable_kept(soci::session& db) {
  long long count = 0;
  db << "SELECT COUNT(*) FROM outbox WHERE duplicate_key = :k", soci::into(count),
      soci::use(kUnreadable, "k");
  return count;
}

// Moves the bytes of `incoming` into a new row.
Receipt insert(soci::session& db, const Incoming& incoming) {
  const auto target = current_target(db, incoming.registration);
  const bool dead = !incoming.dead_reason.empty();
  const std::string state = dead ? "dead" : target.state;
  const std::string encoding = dead ? "base64" : "text";
  const std::string body = dead ? base::to_base64(incoming.body) : incoming.body;
  const std::string key = dead ? kUnreadable : incoming.duplicate_key;
  const Millis now = now_ms();
  Receipt receipt;
  db << "INSERT INTO outbox (received_at, changed_at, registration, receiver, request_id,"
        " duplicate_key, body, body_encoding, state, sends, attempts, next_due, last_error)"
        " VALUES (:t1, :t2, :r, :u, :q, :k, :b, :e, :s, 0, 0, 0, :x) RETURNING id",
      soci::into(receipt.id), soci::use(now, "t1"), soci::use(now, "t2"),
      soci::use(target.registration, "r"), soci::use(target.receiver, "u"),
      soci::use(incoming.request_id, "q"), soci::use(key, "k"), soci::use(body, "b"),
      soci::use(encoding, "e"), soci::use(state, "s"), soci::use(incoming.dead_reason, "x");
  if (state == "queued") receipt.receiver = target.receiver;
  return receipt;
}

Receipt receive_one(soci::session& db, const Incoming& incoming) {
  if (incoming.proof) confirm(db, incoming.registration);
  if (const auto id = find_duplicate(db, incoming); id != 0) return Receipt{true, false, id, {}};
  if (!incoming.dead_reason.empty() && unreadable_kept(db) >= incoming.most_unreadable) {
    return Receipt{false, true, 0, {}};
  }
  return insert(db, incoming);
}

void record(soci::session& db, const Finished& finished) {
  using How = Finished::How;
  const std::string state = finished.how == How::delivered ? "delivered"
                            : finished.how == How::retry   ? "queued"
                                                           : "dead";
  const Millis now = now_ms();
  // A service may have been unregistered during the send: what is to be sent again stays paused.
  db << "UPDATE outbox SET state = CASE WHEN :s = 'queued' THEN state ELSE :z END,"
        " next_due = :d, last_error = :e, changed_at = :t"
        " WHERE id = :id AND state IN ('queued', 'paused')",
      soci::use(state, "s"), soci::use(state, "z"), soci::use(finished.next_due, "d"),
      soci::use(finished.error, "e"), soci::use(now, "t"), soci::use(finished.id, "id");
}

std::optional<Queued> oldest(soci::session& db, const std::string& receiver) {
  Queued head;
  std::string encoding;
  db << "SELECT o.id, o.receiver, r.service, r.username, r.password, o.body, o.body_encoding,"
        " o.next_due, o.sends, o.attempts FROM outbox o"
        " JOIN registrations r ON r.id = o.registration"
        " WHERE o.state = 'queued' AND o.receiver = :u ORDER BY o.id LIMIT 1",
      soci::into(head.id), soci::into(head.receiver), soci::into(head.service),
      soci::into(head.username), soci::into(head.password), soci::into(head.body),
      soci::into(encoding), soci::into(head.next_due), soci::into(head.sends),
      soci::into(head.attempts), soci::use(receiver, "u");
  if (!db.got_data()) return std::nullopt;
  if (encoding == "base64") head.body = base::from_base64(head.body);
  return head;
}

void begin_send(soci::session& db, Queued& head, Millis due_again) {
  head.begun = true;
  head.next_due = due_again;
  ++head.sends;
  ++head.attempts;
  db << "UPDATE outbox SET sends = sends + 1, attempts = attempts + 1, next_due = :d,"
        " last_error = '' WHERE id = :id",
      soci::use(due_again, "d"), soci::use(head.id, "id");
}

}  // namespace

asio::awaitable<Outcome<std::optional<CallbackAddress>>> Outbox::find_address(std::string token) {
  return store_.perform(
      [hash = base::sha256_hex(token)](soci::session& db) -> std::optional<CallbackAddress> {
        CallbackAddress found;
        std::string state;
        db << "SELECT id, credentials_hash, state FROM registrations WHERE token_hash = :t",
            soci::into(found.registration), soci::into(found.credentials), soci::into(state),
            soci::use(hash, "t");
        if (!db.got_data()) return std::nullopt;
        found.confirmed = state != "intent";
        return found;
      });
}

asio::awaitable<Outcome<Receipt>> Outbox::receive(Incoming incoming) {
  auto kept = std::make_shared<const Incoming>(std::move(incoming));
  return store_.perform([kept](soci::session& db) { return receive_one(db, *kept); });
}

asio::awaitable<Outcome<std::optional<Queued>>> Outbox::next(std::string receiver, Millis now,
                                                             Millis lease,
                                                             std::optional<Finished> finished) {
  return store_.perform([receiver, now, lease, finished](soci::session& db) {
    if (finished) record(db, *finished);
    auto head = oldest(db, receiver);
    if (head && head->next_due <= now) begin_send(db, *head, now + lease);
    return head;
  });
}

asio::awaitable<Outcome<bool>> Outbox::finish(Finished finished) {
  return store_.perform([finished](soci::session& db) {
    record(db, finished);
    return true;
  });
}

asio::awaitable<Outcome<bool>> Outbox::make_all_due() {
  return store_.perform([](soci::session& db) {
    db << "UPDATE outbox SET next_due = 0 WHERE state = 'queued' AND next_due <> 0";
    return true;
  });
}

asio::awaitable<Outcome<std::vector<std::string>>> Outbox::receivers(std::string after, int limit) {
  return store_.perform([after, limit](soci::session& db) {
    std::vector<std::string> found;
    std::string receiver;
    soci::statement rows =
        (db.prepare << "SELECT DISTINCT receiver FROM outbox WHERE state = 'queued'"
                       " AND receiver > :a ORDER BY receiver LIMIT :n",
         soci::into(receiver), soci::use(after, "a"), soci::use(limit, "n"));
    rows.execute();
    while (rows.fetch()) found.push_back(receiver);
    return found;
  });
}

}  // namespace uws::store
