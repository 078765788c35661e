#include "bridge/store/outbox.h"

#include "base/base64.h"
#include "base/crypto.h"
#include "bridge/store/intents.h"
#include "bridge/store/lane.h"
#include "bridge/store/outbox_rows.h"

namespace uws::store {
namespace {

// The callback that `incoming` repeats; 0 = none. What is too old to be one is forgotten.
long long find_duplicate(Connection& db, const DuplicateKey& key, Millis since) {
  long long id = 0;
  Millis received_at = 0;
  const bool known =
      db.run("SELECT callback, received_at FROM seen WHERE high = :h AND low = :l", soci::into(id),
             soci::into(received_at), soci::use(key.high, "h"), soci::use(key.low, "l"));
  if (!known) return 0;
  if (received_at >= since) return id;
  db.run("DELETE FROM seen WHERE callback = :id", soci::use(id, "id"));
  return 0;
}

void remember(Connection& db, const DuplicateKey& key, long long id, Millis now) {
  db.run("INSERT INTO seen (callback, received_at, high, low) VALUES (:id, :t, :h, :l)",
         soci::use(id, "id"), soci::use(now, "t"), soci::use(key.high, "h"),
         soci::use(key.low, "l"));
}

// Answered by an index alone, whatever the bodies weigh.
long long unreadable_kept(Connection& db) {
  long long count = 0;
  db.run("SELECT COUNT(*) FROM outbox WHERE body_encoding = 'base64'", soci::into(count));
  return count;
}

struct NewRow {
  std::string state, encoding = "text";
  const std::string& body;
  long long lane = 0;
  Millis now = 0;
};

long long insert(Connection& db, const Target& target, const Incoming& incoming,
                 const NewRow& row) {
  long long id = 0;
  db.run(
      "INSERT INTO outbox (received_at, changed_at, registration, receiver, request_id, lane,"
      " phase, body, body_encoding, state, sends, attempts, next_due, last_error)"
      " VALUES (:t1, :t2, :r, :u, :q, :l,"
      " CASE WHEN EXISTS (SELECT 1 FROM outbox WHERE lane = :l2 AND state IN ('queued', 'paused'))"
      " THEN 1 ELSE 0 END, :b, :e, :s, 0, 0, 0, :x) RETURNING id",
      soci::into(id), soci::use(row.now, "t1"), soci::use(row.now, "t2"),
      soci::use(target.registration, "r"), soci::use(target.receiver, "u"),
      soci::use(incoming.request_id, "q"), soci::use(row.lane, "l"), soci::use(row.lane, "l2"),
      soci::use(row.body, "b"), soci::use(row.encoding, "e"), soci::use(row.state, "s"),
      soci::use(incoming.dead_reason, "x"));
  return id;
}

Receipt keep_unreadable(Connection& db, const Target& target, const Incoming& incoming,
                        const NewRow& row) {
  if (unreadable_kept(db) >= incoming.most_unreadable) return Receipt{false, true, 0, {}};
  const auto encoded = base::to_base64(incoming.body);
  const NewRow dead{"dead", "base64", encoded, row.lane, row.now};
  return Receipt{false, false, insert(db, target, incoming, dead), {}};
}

Receipt receive_one(Connection& db, const Incoming& incoming) {
  if (incoming.proof) confirm(db, incoming.registration);
  const Target& target = current_target(db, incoming.registration);
  NewRow row{target.state, "text", incoming.body, 0, now_ms()};
  row.lane = lane_of(target.account, target.service, incoming.device, incoming.request_id);
  if (!incoming.dead_reason.empty()) return keep_unreadable(db, target, incoming, row);
  DuplicateKey key;
  const bool can_repeat = !incoming.duplicate_key.empty();
  if (can_repeat) {
    key = duplicate_key_of(target.account, target.service, incoming.duplicate_key);
    const auto id = find_duplicate(db, key, incoming.duplicates_since);
    if (id != 0) return Receipt{true, false, id, {}};
  }
  Receipt receipt{false, false, insert(db, target, incoming, row), {}};
  if (can_repeat) remember(db, key, receipt.id, row.now);
  if (row.state == "queued") receipt.receiver = target.receiver;
  return receipt;
}

std::optional<CallbackAddress> read_address(Connection& db, const std::string& hash) {
  CallbackAddress found;
  std::string state;
  const bool known =
      db.run("SELECT id, credentials_hash, state FROM registrations WHERE token_hash = :t",
             soci::into(found.registration), soci::into(found.credentials), soci::into(state),
             soci::use(hash, "t"));
  if (!known) return std::nullopt;
  found.confirmed = state != "intent";
  return found;
}

}  // namespace

asio::awaitable<Outcome<std::optional<CallbackAddress>>> Outbox::find_address(std::string token) {
  const auto hash = base::sha256_hex(token);
  auto& book = store_.addresses();
  const auto edition = book.edition();
  if (auto known = book.find(hash)) co_return known;
  auto work = [hash](soci::session& db) { return read_address(Connection::of(db), hash); };
  auto found = co_await store_.perform(work, Work::reading);
  if (found && found->has_value()) book.keep(hash, **found, edition);
  co_return found;
}

asio::awaitable<Outcome<Receipt>> Outbox::receive(Incoming incoming) {
  auto kept = std::make_shared<const Incoming>(std::move(incoming));
  return store_.perform(
      [kept](soci::session& db) { return receive_one(Connection::of(db), *kept); }, Work::incoming);
}

}  // namespace uws::store
