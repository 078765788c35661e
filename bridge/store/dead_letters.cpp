#include "bridge/store/outbox_rows.h"

namespace uws::store {
namespace {

std::vector<DeadLetter> list(Connection& db, long long after_id, int limit) {
  std::vector<DeadLetter> found;
  DeadLetter one;
  db.rows(
      "SELECT o.id, o.received_at, r.account, r.service, r.url,"
      " o.request_id, o.last_error, o.sends"
      " FROM outbox o JOIN registrations r ON r.id = o.registration"
      " WHERE o.state = 'dead' AND o.id > :a ORDER BY o.id LIMIT :n",
      [&] { found.push_back(one); }, soci::into(one.id), soci::into(one.received_at),
      soci::into(one.account), soci::into(one.service), soci::into(one.receiver),
      soci::into(one.request_id), soci::into(one.reason), soci::into(one.sends),
      soci::use(after_id, "a"), soci::use(limit, "n"));
  return found;
}

}  // namespace

std::string queue_again(Connection& db, long long id) {
  long long registration = 0, lane = 0;
  const bool found =
      db.run("SELECT registration, lane FROM outbox WHERE id = :id AND state = 'dead'",
             soci::into(registration), soci::into(lane), soci::use(id, "id"));
  if (!found) return {};
  const auto& target = current_target(db, registration);
  const Millis now = now_ms();
  db.run(
      "UPDATE outbox SET state = :s, attempts = 0, next_due = 0, registration = :r,"
      " receiver = :u, changed_at = :t, phase = CASE WHEN EXISTS (SELECT 1 FROM outbox"
      " WHERE lane = :l AND state IN ('queued', 'paused')) THEN 1 ELSE 0 END WHERE id = :id",
      soci::use(target.state, "s"), soci::use(target.registration, "r"),
      soci::use(target.receiver, "u"), soci::use(now, "t"), soci::use(lane, "l"),
      soci::use(id, "id"));
  return target.receiver;
}

asio::awaitable<Outcome<std::vector<DeadLetter>>> Outbox::dead_letters(long long after_id,
                                                                       int limit) {
  return store_.perform(
      [after_id, limit](soci::session& db) { return list(Connection::of(db), after_id, limit); },
      Work::reading);
}

asio::awaitable<Outcome<std::string>> Outbox::replay(long long id) {
  auto work = [id](soci::session& db) { return queue_again(Connection::of(db), id); };
  auto done = co_await store_.perform(work);
  if (done && done->empty()) {
    co_return tl::unexpected(Error{ErrorKind::not_found, "store: no such dead letter"});
  }
  co_return done;
}

}  // namespace uws::store
