#include <soci/soci.h>

#include "bridge/store/outbox.h"
#include "bridge/store/outbox_target.h"

namespace uws::store {
namespace {

std::vector<DeadLetter> list(soci::session& db, long long after_id, int limit) {
  std::vector<DeadLetter> found;
  DeadLetter one;
  soci::statement rows =
      (db.prepare << "SELECT o.id, o.received_at, r.account, r.service, o.receiver,"
                     " o.request_id, o.last_error, o.sends"
                     " FROM outbox o JOIN registrations r ON r.id = o.registration"
                     " WHERE o.state = 'dead' AND o.id > :a ORDER BY o.id LIMIT :n",
       soci::into(one.id), soci::into(one.received_at), soci::into(one.account),
       soci::into(one.service), soci::into(one.receiver), soci::into(one.request_id),
       soci::into(one.reason), soci::into(one.sends), soci::use(after_id, "a"),
       soci::use(limit, "n"));
  rows.execute();
  while (rows.fetch()) found.push_back(one);
  return found;
}

// The receiver the dead letter is queued for; empty = there is no such dead letter.
std::string queue_again(soci::session& db, long long id) {
  long long registration = 0;
  db << "SELECT registration FROM outbox WHERE id = :id AND state = 'dead'",
      soci::into(registration), soci::use(id, "id");
  if (!db.got_data()) return {};
  const auto target = current_target(db, registration);
  const Millis now = now_ms();
  db << "UPDATE outbox SET state = :s, attempts = 0, next_due = 0, registration = :r,"
        " receiver = :u, changed_at = :t WHERE id = :id",
      soci::use(target.state, "s"), soci::use(target.registration, "r"),
      soci::use(target.receiver, "u"), soci::use(now, "t"), soci::use(id, "id");
  return target.receiver;
}

}  // namespace

asio::awaitable<Outcome<std::vector<DeadLetter>>> Outbox::dead_letters(long long after_id,
                                                                       int limit) {
  return store_.perform([after_id, limit](soci::session& db) { return list(db, after_id, limit); });
}

asio::awaitable<Outcome<std::string>> Outbox::replay(long long id) {
  auto work = [id](soci::session& db) { return queue_again(db, id); };
  auto done = co_await store_.perform(work);
  if (done && done->empty()) {
    co_return tl::unexpected(Error{ErrorKind::not_found, "store: no such dead letter"});
  }
  co_return done;
}

asio::awaitable<Outcome<OutboxGauges>> Outbox::gauges() {
  return store_.perform([](soci::session& db) {
    OutboxGauges gauges;
    db << "SELECT COUNT(*) FROM outbox WHERE state = 'queued'", soci::into(gauges.queued);
    db << "SELECT COUNT(*) FROM outbox WHERE state = 'dead'", soci::into(gauges.dead);
    db << "SELECT COUNT(*) FROM outbox WHERE state = 'paused'", soci::into(gauges.paused);
    db << "SELECT COALESCE(MIN(received_at), 0) FROM outbox WHERE id ="
          " (SELECT MIN(id) FROM outbox WHERE state = 'queued')",
        soci::into(gauges.oldest_queued_at);
    return gauges;
  });
}

asio::awaitable<Outcome<long long>> Outbox::forget_delivered(Millis before, int limit) {
  return store_.perform([before, limit](soci::session& db) {
    long long forgotten = 0;
    soci::statement gone = (db.prepare << "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox"
                                          " WHERE state = 'delivered' AND changed_at < :t"
                                          " ORDER BY changed_at LIMIT :n)",
                            soci::use(before, "t"), soci::use(limit, "n"));
    gone.execute(true);
    forgotten = gone.get_affected_rows();
    return forgotten;
  });
}

}  // namespace uws::store
