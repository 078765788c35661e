#include <algorithm>

#include "base/base64.h"
#include "bridge/store/outbox_rows.h"

namespace uws::store {
namespace {

using How = Finished::How;

// Forgetting keeps pace with what comes in: for each delivered one, this many may go.
constexpr int kForgottenForEach = 2;

// False: the lease was not this one's any more.
bool take_out(Connection& db, const Finished& finished, long long& lane) {
  return db.run("DELETE FROM outbox WHERE id = :id AND sends = :n RETURNING lane", soci::into(lane),
                soci::use(finished.id, "id"), soci::use(finished.lease, "n"));
}

bool make_dead(Connection& db, const Finished& finished, long long& lane) {
  const Millis now = now_ms();
  return db.run(
      "UPDATE outbox SET state = 'dead', phase = 0, sends = :s, next_due = 0, last_error = :e,"
      " changed_at = :t WHERE id = :id AND sends = :n AND state <> 'dead' RETURNING lane",
      soci::into(lane), soci::use(finished.sends, "s"), soci::use(finished.error, "e"),
      soci::use(now, "t"), soci::use(finished.id, "id"), soci::use(finished.lease, "n"));
}

void take_back(Connection& db, const Finished& finished) {
  db.run(
      "UPDATE outbox SET phase = 0, sends = sends - 1 WHERE id = :id AND sends = :n AND phase = 2",
      soci::use(finished.id, "id"), soci::use(finished.lease, "n"));
}

void make_ready(Connection& db, const Finished& finished) {
  const Millis now = now_ms();
  db.run(
      "UPDATE outbox SET phase = 0, sends = :s, attempts = :a, next_due = :d, last_error = :e,"
      " changed_at = :t WHERE id = :id AND sends = :n AND state IN ('queued', 'paused')",
      soci::use(finished.sends, "s"), soci::use(finished.attempts, "a"),
      soci::use(finished.next_due, "d"), soci::use(finished.error, "e"), soci::use(now, "t"),
      soci::use(finished.id, "id"), soci::use(finished.lease, "n"));
}

void record(Connection& db, const Finished& finished) {
  long long lane = 0;
  if (finished.how == How::retry) return make_ready(db, finished);
  if (finished.how == How::unsent) return take_back(db, finished);
  const bool ended =
      finished.how == How::delivered ? take_out(db, finished, lane) : make_dead(db, finished, lane);
  if (ended) promote(db, lane);
}

// Numbers of ready callbacks, of those that have failed before or of those that have not.
using Ids = std::vector<long long>;

void find_ready(Connection& db, const Wanted& wanted, bool failed_before, std::size_t limit,
                Ids& found) {
  const auto most = static_cast<long long>(limit);
  long long id = 0;
  const auto take = [&] { found.push_back(id); };
  if (failed_before) {
    db.rows(
        "SELECT id FROM outbox WHERE state = 'queued' AND receiver = :u AND phase = 0"
        " AND next_due > 0 AND next_due <= :t ORDER BY next_due, id LIMIT :n",
        take, soci::into(id), soci::use(wanted.receiver, "u"), soci::use(wanted.now, "t"),
        soci::use(most, "n"));
  } else {
    db.rows(
        "SELECT id FROM outbox WHERE state = 'queued' AND receiver = :u AND phase = 0"
        " AND next_due = 0 ORDER BY id LIMIT :n",
        take, soci::into(id), soci::use(wanted.receiver, "u"), soci::use(most, "n"));
  }
}

// The time of the earliest callback that waits for it; 0 = none.
Millis next_due(Connection& db, const Wanted& wanted, long long& id) {
  Millis due = 0;
  db.run(
      "SELECT next_due, id FROM outbox WHERE state = 'queued' AND receiver = :u AND phase = 0"
      " AND next_due > :t ORDER BY next_due, id LIMIT 1",
      soci::into(due), soci::into(id), soci::use(wanted.receiver, "u"), soci::use(wanted.now, "t"));
  return due;
}

// The oldest of all that is queued for the receiver is the first of its lane.
Ids find_oldest(Connection& db, const Wanted& wanted) {
  Ids found;
  find_ready(db, wanted, false, 1, found);
  long long id = 0;
  Millis due = 0;
  const bool failed = db.run(
      "SELECT id, next_due FROM outbox WHERE state = 'queued' AND receiver = :u"
      " AND phase = 0 AND next_due > 0 ORDER BY id LIMIT 1",
      soci::into(id), soci::into(due), soci::use(wanted.receiver, "u"));
  if (!failed || (!found.empty() && found.front() < id)) return found;
  return due <= wanted.now || wanted.waiting_too ? Ids{id} : Ids{};
}

// The oldest that has not failed itself, else one that has; none of Wanted::rather_not if possible.
Ids find_probe(Connection& db, const Wanted& wanted) {
  const auto most = 1 + wanted.rather_not.size();
  Ids found;
  find_ready(db, wanted, false, most, found);
  if (found.size() < most) find_ready(db, wanted, true, most - found.size(), found);
  const auto good =
      std::ranges::find_if(found, [&](long long id) { return !wanted.rather_not.contains(id); });
  if (good != found.end()) return {*good};
  long long id = 0;
  const bool waits = next_due(db, wanted, id) != 0;
  if (waits && (found.empty() || !wanted.rather_not.contains(id))) return {id};
  return found.empty() ? Ids{} : Ids{found.front()};
}

Ids find(Connection& db, const Wanted& wanted) {
  if (wanted.limit == 0) return {};
  if (wanted.strict) return find_oldest(db, wanted);
  if (wanted.waiting_too) return find_probe(db, wanted);
  Ids found;
  find_ready(db, wanted, true, (wanted.limit + 1) / 2, found);
  find_ready(db, wanted, false, wanted.limit - found.size(), found);
  return found;
}

Begun begin(Connection& db, const Wanted& wanted) {
  Begun begun;
  for (const auto id : find(db, wanted)) {
    db.run("UPDATE outbox SET phase = 2, sends = sends + 1 WHERE id = :id", soci::use(id, "id"));
    if (auto one = read_queued(db, id, true)) begun.callbacks.push_back(std::move(*one));
  }
  long long ignored = 0;
  begun.next_due = next_due(db, wanted, ignored);
  return begun;
}

void record_all(Connection& db, const std::vector<Finished>& finished, Millis seen_before) {
  for (const auto& one : finished) record(db, one);
  if (finished.empty()) return;
  forget_oldest_seen(db, seen_before, static_cast<int>(finished.size()) * kForgottenForEach);
}

}  // namespace

void promote(Connection& db, long long lane) {
  db.run(
      "UPDATE outbox SET phase = 0 WHERE phase = 1 AND id = COALESCE("
      "(SELECT id FROM outbox WHERE lane = :l1 AND state = 'queued' ORDER BY id LIMIT 1),"
      "(SELECT id FROM outbox WHERE lane = :l2 AND state = 'paused' ORDER BY id LIMIT 1))",
      soci::use(lane, "l1"), soci::use(lane, "l2"));
}

std::optional<Queued> read_queued(Connection& db, long long id, bool begun) {
  Queued one;
  std::string encoding;
  const bool found = db.run(
      "SELECT o.id, o.receiver, r.url, r.service, r.username, r.password, o.body, o.body_encoding,"
      " o.received_at, o.lane, o.sends, o.attempts FROM outbox o"
      " JOIN registrations r ON r.id = o.registration WHERE o.id = :id",
      soci::into(one.id), soci::into(one.receiver), soci::into(one.url), soci::into(one.service),
      soci::into(one.username), soci::into(one.password), soci::into(one.body),
      soci::into(encoding), soci::into(one.received_at), soci::into(one.lane),
      soci::into(one.sends), soci::into(one.attempts), soci::use(id, "id"));
  if (!found) return std::nullopt;
  if (encoding == "base64") one.body = base::from_base64(one.body);
  one.lease = one.sends;
  if (!begun) ++one.sends;
  return one;
}

asio::awaitable<Outcome<Begun>> Outbox::next(Wanted wanted, std::vector<Finished> finished) {
  auto kept = std::make_shared<const std::vector<Finished>>(std::move(finished));
  return store_.perform(
      [wanted = std::move(wanted), kept](soci::session& db) {
        record_all(Connection::of(db), *kept, wanted.seen_before);
        return begin(Connection::of(db), wanted);
      },
      Work::relay);
}

asio::awaitable<Outcome<bool>> Outbox::finish(std::vector<Finished> finished) {
  auto kept = std::make_shared<const std::vector<Finished>>(std::move(finished));
  return store_.perform(
      [kept](soci::session& db) {
        record_all(Connection::of(db), *kept, 0);
        return true;
      },
      Work::relay);
}

asio::awaitable<Outcome<std::vector<Queued>>> Outbox::peek(Wanted wanted) {
  return store_.perform(
      [wanted = std::move(wanted)](soci::session& session) {
        auto& db = Connection::of(session);
        std::vector<Queued> found;
        for (const auto id : find(db, wanted)) {
          if (auto one = read_queued(db, id, false)) found.push_back(std::move(*one));
        }
        return found;
      },
      Work::reading);
}

asio::awaitable<Outcome<std::optional<Queued>>> Outbox::peek_at(long long id) {
  return store_.perform(
      [id](soci::session& session) { return read_queued(Connection::of(session), id, false); },
      Work::reading);
}

asio::awaitable<Outcome<std::optional<Queued>>> Outbox::peek_behind(long long lane, long long id) {
  return store_.perform(
      [lane, id](soci::session& session) -> std::optional<Queued> {
        auto& db = Connection::of(session);
        long long next = 0;
        const bool found = db.run(
            "SELECT id FROM outbox WHERE lane = :l AND state = 'queued' AND id > :id"
            " ORDER BY id LIMIT 1",
            soci::into(next), soci::use(lane, "l"), soci::use(id, "id"));
        return found ? read_queued(db, next, false) : std::nullopt;
      },
      Work::reading);
}

}  // namespace uws::store
