#include "bridge/store/outbox_rows.h"

namespace uws::store {
namespace {

std::vector<std::string> receivers_after(Connection& db, std::string after, int limit) {
  std::vector<std::string> found;
  std::string next;
  // One step in the index for each receiver, however much it has.
  while (static_cast<int>(found.size()) < limit &&
         db.run("SELECT receiver FROM outbox WHERE state = 'queued' AND receiver > :a"
                " ORDER BY receiver LIMIT 1",
                soci::into(next), soci::use(after, "a"))) {
    found.push_back(next);
    after = next;
  }
  return found;
}

void take_over_all(Connection& db) {
  const Millis now = now_ms();
  db.run("UPDATE outbox SET phase = 0 WHERE state IN ('queued', 'paused') AND phase = 2");
  db.run("UPDATE outbox SET next_due = :t1 WHERE state IN ('queued', 'paused') AND next_due > :t2",
         soci::use(now, "t1"), soci::use(now, "t2"));
}

struct Old {
  long long id = 0, lane = 0;
};

long long give_up_old(Connection& db, const std::string& receiver, Millis before, int limit,
                      const std::string& reason) {
  std::vector<Old> found;
  Old one;
  db.rows(
      "SELECT id, lane FROM outbox WHERE state = 'queued' AND receiver = :u AND phase <> 2"
      " AND received_at < :t ORDER BY phase, next_due, id LIMIT :n",
      [&] { found.push_back(one); }, soci::into(one.id), soci::into(one.lane),
      soci::use(receiver, "u"), soci::use(before, "t"), soci::use(limit, "n"));
  const Millis now = now_ms();
  for (const auto& row : found) {
    db.run(
        "UPDATE outbox SET state = 'dead', phase = 0, next_due = 0, changed_at = :t,"
        " last_error = CASE WHEN last_error = '' THEN :e1 ELSE :e2 || last_error END"
        " WHERE id = :id",
        soci::use(now, "t"), soci::use(reason, "e1"), soci::use(reason + ": ", "e2"),
        soci::use(row.id, "id"));
    promote(db, row.lane);
  }
  return static_cast<long long>(found.size());
}

bool pause_gone(Connection& db, long long callback) {
  long long registration = 0;
  const Millis now = now_ms();
  db.targets.forget();
  const bool news = db.run(
      "UPDATE registrations SET gone_at = :t WHERE gone_at = 0 AND state = 'active' AND id ="
      " (SELECT registration FROM outbox WHERE id = :id) RETURNING id",
      soci::into(registration), soci::use(now, "t"), soci::use(callback, "id"));
  if (!news) return false;
  db.run("UPDATE outbox SET state = 'paused' WHERE state = 'queued' AND registration = :r",
         soci::use(registration, "r"));
  return true;
}

OutboxGauges count_all(Connection& db) {
  OutboxGauges gauges;
  std::string state;
  OutboxGauges::Receiver one;
  const auto add = [&] {
    if (state == "dead") gauges.dead += one.queued;
    if (state == "paused") gauges.paused += one.queued;
    if (state != "queued") return;
    gauges.queued += one.queued;
    gauges.receivers.push_back(one);
  };
  db.rows(
      "SELECT g.state, g.receiver, g.number, o.received_at FROM (SELECT state, receiver,"
      " COUNT(*) AS number, MIN(id) AS first FROM outbox GROUP BY state, receiver) g"
      " JOIN outbox o ON o.id = g.first",
      add, soci::into(state), soci::into(one.receiver), soci::into(one.queued),
      soci::into(one.oldest_queued_at));
  for (const auto& each : gauges.receivers) {
    const bool older =
        gauges.oldest_queued_at == 0 || each.oldest_queued_at < gauges.oldest_queued_at;
    if (older) gauges.oldest_queued_at = each.oldest_queued_at;
  }
  return gauges;
}

}  // namespace

long long forget_oldest_seen(Connection& db, Millis before, int limit) {
  return db.change(
      "DELETE FROM seen WHERE callback IN (SELECT callback FROM seen ORDER BY callback LIMIT :n)"
      " AND received_at < :t",
      soci::use(limit, "n"), soci::use(before, "t"));
}

asio::awaitable<Outcome<bool>> Outbox::take_over() {
  return store_.perform(
      [](soci::session& db) {
        take_over_all(Connection::of(db));
        return true;
      },
      Work::relay);
}

asio::awaitable<Outcome<std::vector<std::string>>> Outbox::receivers(std::string after, int limit) {
  return store_.perform(
      [after = std::move(after), limit](soci::session& db) {
        return receivers_after(Connection::of(db), after, limit);
      },
      Work::reading);
}

asio::awaitable<Outcome<long long>> Outbox::give_up(std::string receiver, Millis before, int limit,
                                                    std::string reason) {
  return store_.perform(
      [receiver = std::move(receiver), before, limit,
       reason = std::move(reason)](soci::session& db) {
        return give_up_old(Connection::of(db), receiver, before, limit, reason);
      },
      Work::relay);
}

asio::awaitable<Outcome<bool>> Outbox::mark_gone(long long callback) {
  return store_.perform(
      [callback](soci::session& db) { return pause_gone(Connection::of(db), callback); },
      Work::relay);
}

asio::awaitable<Outcome<OutboxGauges>> Outbox::gauges() {
  return store_.perform([](soci::session& db) { return count_all(Connection::of(db)); },
                        Work::reading);
}

asio::awaitable<Outcome<long long>> Outbox::forget_seen(Millis before, int limit) {
  return store_.perform(
      [before, limit](soci::session& db) {
        return forget_oldest_seen(Connection::of(db), before, limit);
      },
      Work::relay);
}

}  // namespace uws::store
