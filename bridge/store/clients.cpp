#include "bridge/store/clients.h"

#include <algorithm>

#include "bridge/store/connection.h"

namespace uws::store {
namespace {

using soci::into;
using soci::use;

// What an upsert does to a row there is already; both products read it alike.
constexpr const char* kAddUp =
    " DO UPDATE SET calls = $T.calls + excluded.calls, faults = $T.faults + excluded.faults,"
    " first_seen = CASE WHEN excluded.first_seen < $T.first_seen THEN excluded.first_seen"
    " ELSE $T.first_seen END,"
    " last_seen = CASE WHEN excluded.last_seen > $T.last_seen THEN excluded.last_seen"
    " ELSE $T.last_seen END";

std::string add_up(std::string_view table) {
  std::string sql(kAddUp);
  for (auto at = sql.find("$T"); at != std::string::npos; at = sql.find("$T")) {
    sql.replace(at, 2, table);
  }
  return sql;
}

// Enough that a flood is over in a few steps, few enough that the store is not held up.
constexpr long long kGoAtOnce = 500;

ClientOperation together(const std::vector<ClientOperation>& operations) {
  ClientOperation all;
  for (const auto& one : operations) all.add(one);
  return all;
}

void add_client(Connection& db, const ClientSeen& seen) {
  static const std::string clients =
      "INSERT INTO clients (address, stack, user_agent, tls, calls, faults, first_seen, last_seen)"
      " VALUES (:a, :s, :u, :t, :c, :f, :b, :e) ON CONFLICT (address, stack, user_agent, tls)" +
      add_up("clients") + " RETURNING id";
  static const std::string operations =
      "INSERT INTO client_operations (client, operation, calls, faults, first_seen, last_seen)"
      " VALUES (:id, :o, :c, :f, :b, :e) ON CONFLICT (client, operation)" +
      add_up("client_operations");
  const auto all = together(seen.operations);
  const auto& [address, stack, user_agent, tls] = seen.client;
  long long id = 0;
  db.run(clients, into(id), use(address, "a"), use(stack, "s"), use(user_agent, "u"), use(tls, "t"),
         use(all.calls, "c"), use(all.faults, "f"), use(all.first_seen, "b"),
         use(all.last_seen, "e"));
  for (const auto& one : seen.operations) {
    db.run(operations, use(id, "id"), use(one.operation, "o"), use(one.calls, "c"),
           use(one.faults, "f"), use(one.first_seen, "b"), use(one.last_seen, "e"));
  }
}

void keep_most(Connection& db, std::size_t most) {
  long long count = 0;
  db.run("SELECT COUNT(*) FROM clients", into(count));
  const auto over = std::min(count - static_cast<long long>(most), kGoAtOnce);
  if (over <= 0) return;
  db.run(
      "DELETE FROM clients WHERE id IN (SELECT id FROM clients"
      " ORDER BY CASE WHEN faults < calls THEN 1 ELSE 0 END, last_seen, id LIMIT :n)",
      use(over, "n"));
}

std::vector<ClientOperation> operations_of(Connection& db, long long client) {
  std::vector<ClientOperation> found;
  ClientOperation one;
  db.rows(
      "SELECT operation, calls, faults, first_seen, last_seen FROM client_operations"
      " WHERE client = :c ORDER BY operation",
      [&] { found.push_back(one); }, into(one.operation), into(one.calls), into(one.faults),
      into(one.first_seen), into(one.last_seen), use(client, "c"));
  return found;
}

std::vector<ClientRow> list_rows(Connection& db, const ClientFilter& f, long long after,
                                 int limit) {
  static const std::string sql =
      "SELECT c.id, c.address, c.stack, c.user_agent, c.tls, c.calls, c.faults, c.first_seen,"
      " c.last_seen FROM clients c WHERE c.id > :after"
      " AND (:a1 = '' OR c.address = :a2) AND (:s1 = '' OR c.stack = :s2)"
      " AND (:f1 = 0 OR c.last_seen >= :f2) AND (:t1 = 0 OR c.last_seen < :t2)"
      " AND (:o1 = '' OR EXISTS (SELECT 1 FROM client_operations o WHERE o.client = c.id"
      " AND (o.operation = :o2 OR o.operation LIKE :o3)))"
      " ORDER BY c.id LIMIT :n";
  const std::string behind_dot = "%." + f.operation;
  std::vector<ClientRow> found;
  ClientRow one;
  auto& [address, stack, user_agent, tls] = one.client;
  db.rows(
      sql, [&] { found.push_back(one); }, into(one.id), into(address), into(stack),
      into(user_agent), into(tls), into(one.all.calls), into(one.all.faults),
      into(one.all.first_seen), into(one.all.last_seen), use(after, "after"), use(f.address, "a1"),
      use(f.address, "a2"), use(f.stack, "s1"), use(f.stack, "s2"), use(f.since, "f1"),
      use(f.since, "f2"), use(f.until, "t1"), use(f.until, "t2"), use(f.operation, "o1"),
      use(f.operation, "o2"), use(behind_dot, "o3"), use(limit, "n"));
  for (auto& row : found) row.operations = operations_of(db, row.id);
  return found;
}

}  // namespace

void ClientOperation::add(const ClientOperation& more) {
  const bool first = calls == 0;
  calls += more.calls;
  faults += more.faults;
  first_seen = first ? more.first_seen : std::min(first_seen, more.first_seen);
  last_seen = first ? more.last_seen : std::max(last_seen, more.last_seen);
}

Store::Job Clients::adding(std::vector<ClientSeen> seen, std::size_t most) {
  return [seen = std::move(seen), most](soci::session& session) {
    if (seen.empty()) return;
    auto& db = Connection::of(session);
    for (const auto& one : seen) add_client(db, one);
    keep_most(db, most);
  };
}

asio::awaitable<std::optional<Error>> Clients::add(std::vector<ClientSeen> seen, std::size_t most) {
  const auto kind = seen.empty() ? Work::general : Work::incoming;
  return store_.run(adding(std::move(seen), most), kind);
}

asio::awaitable<Outcome<std::vector<ClientRow>>> Clients::list(ClientFilter filter, long long after,
                                                               int limit) {
  return store_.perform(
      [filter = std::move(filter), after, limit](soci::session& db) {
        return list_rows(Connection::of(db), filter, after, limit);
      },
      Work::reading);
}

asio::awaitable<Outcome<long long>> Clients::forget(Millis before, int limit) {
  return store_.perform([before, limit](soci::session& db) {
    return Connection::of(db).change(
        "DELETE FROM clients WHERE id IN"
        " (SELECT id FROM clients WHERE last_seen < :t ORDER BY last_seen LIMIT :n)",
        use(before, "t"), use(limit, "n"));
  });
}

}  // namespace uws::store
