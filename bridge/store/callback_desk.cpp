#include "bridge/store/callback_desk.h"

#include "base/base64.h"
#include "bridge/store/outbox_rows.h"
#include "bridge/store/receiver.h"

namespace uws::store {
namespace {

// Condition and values of a filter; SOCI wants each value by a name of its own.
const std::string kFits =
    " (:id1 = 0 OR o.id = :id2) AND (:u1 = '' OR o.receiver = :u2) AND (:v1 = '' OR r.service = "
    ":v2)"
    " AND (:a1 = '' OR r.account = :a2) AND (:s1 = '' OR o.state = :s2)"
    " AND (:q1 = '' OR o.request_id = :q2) AND (:e1 = '' OR o.last_error LIKE :e2)"
    " AND (:f1 = 0 OR o.received_at >= :f2) AND (:t1 = 0 OR o.received_at < :t2)";
const std::string kFrom = " FROM outbox o JOIN registrations r ON r.id = o.registration WHERE";

template <class Run, class... Parts>
auto with_filter(const CallbackFilter& f, Run run, Parts&&... parts) {
  using soci::use;
  const std::string part = '%' + f.error + '%';
  return run(std::forward<Parts>(parts)..., use(f.id, "id1"), use(f.id, "id2"),
             use(f.receiver, "u1"), use(f.receiver, "u2"), use(f.service, "v1"),
             use(f.service, "v2"), use(f.account, "a1"), use(f.account, "a2"), use(f.status, "s1"),
             use(f.status, "s2"), use(f.request_id, "q1"), use(f.request_id, "q2"),
             use(f.error, "e1"), use(part, "e2"), use(f.since, "f1"), use(f.since, "f2"),
             use(f.until, "t1"), use(f.until, "t2"));
}

std::vector<CallbackRow> list_rows(Connection& db, const CallbackFilter& filter, long long after,
                                   long long last, int limit) {
  static const std::string sql =
      "SELECT o.id, o.received_at, o.next_due, r.account, r.service, o.state, o.receiver, r.url,"
      " o.request_id, o.last_error, o.sends, o.attempts, o.phase" +
      kFrom + " o.id > :after AND o.id <= :last AND" + kFits + " ORDER BY o.id LIMIT :n";
  std::vector<CallbackRow> found;
  CallbackRow one;
  int phase = 0;
  const auto take = [&] {
    one.sending = phase == kSending;
    found.push_back(one);
  };
  with_filter(
      filter, [&](auto&&... parts) { db.rows(sql, take, parts...); }, soci::into(one.id),
      soci::into(one.received_at), soci::into(one.next_due), soci::into(one.account),
      soci::into(one.service), soci::into(one.status), soci::into(one.receiver),
      soci::into(one.url), soci::into(one.request_id), soci::into(one.error), soci::into(one.sends),
      soci::into(one.attempts), soci::into(phase), soci::use(after, "after"),
      soci::use(last, "last"), soci::use(limit, "n"));
  return found;
}

constexpr long long kAnyId = 9'000'000'000'000'000'000LL;

bool is_paused(Connection& db, const std::string& receiver) {
  long long paused = 0;
  return db.run("SELECT paused FROM receivers WHERE receiver = :r AND paused <> 0",
                soci::into(paused), soci::use(receiver, "r"));
}

void make_due(Connection& db, long long id) {
  db.run(
      "UPDATE outbox SET next_due = 0, attempts = 0 WHERE id = :id AND state = 'queued'"
      " AND phase = 0",
      soci::use(id, "id"));
}

// Dead letters join their queue again, unless nobody serves it.
void retry_row(Connection& db, const CallbackRow& row, Step& step) {
  if (row.sending) return;
  ++step.done;
  auto receiver = row.receiver;
  if (row.status == "dead") receiver = queue_again(db, row.id);
  std::string state;
  int phase = 0;
  db.run("SELECT state, phase FROM outbox WHERE id = :id", soci::into(state), soci::into(phase),
         soci::use(row.id, "id"));
  if (state == "paused" || is_paused(db, receiver)) {
    if (phase == kReady) step.by_hand.push_back(row.id);
    return;
  }
  make_due(db, row.id);
  step.receivers.push_back(receiver);
}

void drop_row(Connection& db, const CallbackRow& row, Step& step) {
  long long lane = 0;
  const bool dropped = db.run("DELETE FROM outbox WHERE id = :id AND phase <> 2 RETURNING lane",
                              soci::into(lane), soci::use(row.id, "id"));
  if (!dropped) return;
  ++step.done;
  promote(db, lane);
  step.receivers.push_back(row.receiver);
}

using RowWork = void (*)(Connection&, const CallbackRow&, Step&);

Step walk(Connection& db, const CallbackFilter& filter, long long after, long long last, int limit,
          RowWork work) {
  Step step;
  const auto rows = list_rows(db, filter, after, last, limit);
  for (const auto& row : rows) work(db, row, step);
  if (std::cmp_equal(rows.size(), limit)) step.next = rows.back().id;
  return step;
}

void enable_registrations(Connection& db, const std::string& receiver) {
  std::vector<long long> found;
  long long id = 0;
  std::string url;
  db.rows(
      "SELECT id, url FROM registrations WHERE gone_at <> 0 AND state = 'active'",
      [&] {
        if (receiver_of(url) == receiver) found.push_back(id);
      },
      soci::into(id), soci::into(url));
  for (const auto registration : found) {
    db.run("UPDATE registrations SET gone_at = 0 WHERE id = :id", soci::use(registration, "id"));
    move_waiting(db, registration);
  }
}

void set_paused(Connection& db, const std::string& receiver, long long paused) {
  db.run("DELETE FROM receivers WHERE receiver = :r", soci::use(receiver, "r"));
  if (paused == 0) return;
  db.run("INSERT INTO receivers (receiver, paused) VALUES (:r, :p)", soci::use(receiver, "r"),
         soci::use(paused, "p"));
}

void end_by_hand(Connection& db, const Finished& finished) {
  long long lane = 0;
  if (finished.how == Finished::How::delivered) {
    if (db.run("DELETE FROM outbox WHERE id = :id AND sends = :n RETURNING lane", soci::into(lane),
               soci::use(finished.id, "id"), soci::use(finished.lease, "n"))) {
      promote(db, lane);
    }
    return;
  }
  db.run("UPDATE outbox SET phase = 0, last_error = :e WHERE id = :id AND sends = :n",
         soci::use(finished.error, "e"), soci::use(finished.id, "id"),
         soci::use(finished.lease, "n"));
}

}  // namespace

asio::awaitable<Outcome<std::vector<CallbackRow>>> CallbackDesk::list(CallbackFilter filter,
                                                                      long long after, int limit) {
  return store_.perform(
      [filter = std::move(filter), after, limit](soci::session& db) {
        return list_rows(Connection::of(db), filter, after, kAnyId, limit);
      },
      Work::reading);
}

asio::awaitable<Outcome<long long>> CallbackDesk::count(CallbackFilter filter) {
  return store_.perform(
      [filter = std::move(filter)](soci::session& session) {
        auto& db = Connection::of(session);
        static const std::string sql = "SELECT COUNT(*)" + kFrom + kFits;
        long long found = 0;
        with_filter(
            filter, [&](auto&&... parts) { return db.run(sql, parts...); }, soci::into(found));
        return found;
      },
      Work::reading);
}

asio::awaitable<Outcome<std::optional<std::string>>> CallbackDesk::body(long long id) {
  return store_.perform(
      [id](soci::session& db) -> std::optional<std::string> {
        std::string body, encoding;
        const bool found =
            Connection::of(db).run("SELECT body, body_encoding FROM outbox WHERE id = :id",
                                   soci::into(body), soci::into(encoding), soci::use(id, "id"));
        if (!found) return std::nullopt;
        return encoding == "base64" ? base::from_base64(body) : body;
      },
      Work::reading);
}

asio::awaitable<Outcome<long long>> CallbackDesk::last_id() {
  return store_.perform(
      [](soci::session& db) {
        long long last = 0;
        Connection::of(db).run("SELECT COALESCE(MAX(id), 0) FROM outbox", soci::into(last));
        return last;
      },
      Work::reading);
}

asio::awaitable<Outcome<Step>> CallbackDesk::retry(CallbackFilter filter, long long after,
                                                   long long last, int limit) {
  return store_.perform([filter = std::move(filter), after, last, limit](soci::session& db) {
    return walk(Connection::of(db), filter, after, last, limit, retry_row);
  });
}

asio::awaitable<Outcome<Step>> CallbackDesk::drop(CallbackFilter filter, long long after,
                                                  long long last, int limit) {
  return store_.perform([filter = std::move(filter), after, last, limit](soci::session& db) {
    return walk(Connection::of(db), filter, after, last, limit, drop_row);
  });
}

asio::awaitable<Outcome<std::optional<Queued>>> CallbackDesk::begin(long long id) {
  return store_.perform([id](soci::session& session) -> std::optional<Queued> {
    auto& db = Connection::of(session);
    long long begun = 0;
    const bool free = db.run(
        "UPDATE outbox SET phase = 2, sends = sends + 1 WHERE id = :id AND phase = 0"
        " AND state IN ('queued', 'paused') RETURNING id",
        soci::into(begun), soci::use(id, "id"));
    return free ? read_queued(db, id, true) : std::nullopt;
  });
}

asio::awaitable<Outcome<bool>> CallbackDesk::end(Finished finished) {
  return store_.perform(
      [finished = std::move(finished)](soci::session& db) {
        end_by_hand(Connection::of(db), finished);
        return true;
      },
      Work::relay);
}

asio::awaitable<Outcome<bool>> CallbackDesk::pause(std::string receiver) {
  return store_.perform([receiver = std::move(receiver)](soci::session& db) {
    set_paused(Connection::of(db), receiver, 1);
    return true;
  });
}

asio::awaitable<Outcome<bool>> CallbackDesk::resume(std::string receiver) {
  return store_.perform([receiver = std::move(receiver)](soci::session& db) {
    set_paused(Connection::of(db), receiver, 0);
    enable_registrations(Connection::of(db), receiver);
    return true;
  });
}

asio::awaitable<Outcome<std::vector<std::string>>> CallbackDesk::paused() {
  return store_.perform(
      [](soci::session& db) {
        std::vector<std::string> found;
        std::string receiver;
        Connection::of(db).rows(
            "SELECT receiver FROM receivers WHERE paused <> 0", [&] { found.push_back(receiver); },
            soci::into(receiver));
        return found;
      },
      Work::reading);
}

}  // namespace uws::store
