#include "bridge/store/registrar.h"

#include <soci/soci.h>

#include "bridge/store/clock.h"
#include "bridge/store/secret.h"

namespace uws::store {
namespace {

using mapping::StoreReply;
using Answer = Outcome<StoreReply>;

constexpr std::size_t kTokenBytes = 16;
constexpr std::size_t kNameBytes = 10;
constexpr std::size_t kPasswordBytes = 20;

const std::string kColumns = "account, service, url, username, password";

tl::unexpected<Error> not_found(const char* message) {
  return tl::unexpected(Error{ErrorKind::not_found, message});
}

// Id of the newest registration of the pair in `state`; 0 = none.
long long newest(soci::session& db, const std::string& account, const std::string& service,
                 const std::string& state) {
  long long id = 0;
  db << "SELECT COALESCE(MAX(id), 0) FROM registrations"
        " WHERE account = :a AND service = :s AND state = :st",
      soci::into(id), soci::use(account, "a"), soci::use(service, "s"), soci::use(state, "st");
  return id;
}

void set_state(soci::session& db, long long id, const std::string& state) {
  const long long now = now_ms();
  db << "UPDATE registrations SET state = :st, changed_at = :t WHERE id = :id",
      soci::use(state, "st"), soci::use(now, "t"), soci::use(id, "id");
}

// A row that `state` is true of becomes `next`, if there is one.
void retire(soci::session& db, const std::string& account, const std::string& service,
            const std::string& state, const std::string& next) {
  if (const auto id = newest(db, account, service, state); id != 0) set_state(db, id, next);
}

struct Prepared {
  mapping::Registration registration;
  std::string token_hash, credentials;
};

Answer prepare(soci::session& db, const Prepared& made, StoreReply reply) {
  const auto& r = made.registration;
  retire(db, r.account, r.service, "pending", "abandoned");
  const long long now = now_ms();
  db << "INSERT INTO registrations (account, service, url, username, password, state,"
        " token_hash, credentials_hash, created_at, changed_at)"
        " VALUES (:a, :s, :u, :n, :p, 'pending', :t, :c, :t1, :t2)",
      soci::use(r.account, "a"), soci::use(r.service, "s"), soci::use(r.url, "u"),
      soci::use(r.username, "n"), soci::use(r.password, "p"), soci::use(made.token_hash, "t"),
      soci::use(made.credentials, "c"), soci::use(now, "t1"), soci::use(now, "t2");
  return reply;
}

// A new receiver owes nothing to the failures of the one before: what waits for a retry (it has an
// error) is due. A send under way (it has none) keeps its lease.
void move_queued(soci::session& db, long long to, const std::string& account,
                 const std::string& service) {
  std::string url;
  db << "SELECT url FROM registrations WHERE id = :id", soci::into(url), soci::use(to, "id");
  db << "UPDATE outbox SET registration = :r, receiver = :u,"
        " next_due = CASE WHEN last_error <> '' THEN 0 ELSE next_due END"
        " WHERE state = 'queued' AND registration IN"
        " (SELECT id FROM registrations WHERE account = :a AND service = :s)",
      soci::use(to, "r"), soci::use(url, "u"), soci::use(account, "a"), soci::use(service, "s");
}

Answer commit(soci::session& db, const mapping::CommitRegistration& call) {
  const auto pending = newest(db, call.account, call.service, "pending");
  if (pending == 0) {
    // A commit that overtook another of the same pair has done the work already.
    if (newest(db, call.account, call.service, "active") != 0) return StoreReply{};
    return not_found("store: no pending registration to commit");
  }
  retire(db, call.account, call.service, "active", "superseded");
  set_state(db, pending, "active");
  move_queued(db, pending, call.account, call.service);
  return StoreReply{};
}

Answer abandon(soci::session& db, const mapping::AbandonRegistration& call) {
  retire(db, call.account, call.service, "pending", "abandoned");
  return StoreReply{};
}

Answer remove(soci::session& db, const mapping::RemoveRegistration& call) {
  StoreReply reply;
  const auto active = newest(db, call.account, call.service, "active");
  if (active == 0) return reply;
  auto& r = reply.registrations.emplace_back();
  db << "SELECT " + kColumns + " FROM registrations WHERE id = :id", soci::into(r.account),
      soci::into(r.service), soci::into(r.url), soci::into(r.username), soci::into(r.password),
      soci::use(active, "id");
  set_state(db, active, "removed");
  return reply;
}

Answer restore(soci::session& db, const mapping::RestoreRegistration& call) {
  if (newest(db, call.account, call.service, "active") != 0) return StoreReply{};
  // The one removed last, which is not always the one made last.
  long long id = 0;
  db << "SELECT id FROM registrations WHERE account = :a AND service = :s AND state = 'removed'"
        " ORDER BY changed_at DESC, id DESC LIMIT 1",
      soci::into(id), soci::use(call.account, "a"), soci::use(call.service, "s");
  if (id == 0) return not_found("store: no removed registration to restore");
  set_state(db, id, "active");
  return StoreReply{};
}

Answer list(soci::session& db, const mapping::ListRegistrations& call) {
  StoreReply reply;
  mapping::Registration r;
  soci::statement rows =
      (db.prepare << "SELECT " + kColumns +
                         " FROM registrations WHERE account = :a AND state = 'active'"
                         " ORDER BY service",
       soci::into(r.account), soci::into(r.service), soci::into(r.url), soci::into(r.username),
       soci::into(r.password), soci::use(call.account, "a"));
  rows.execute();
  while (rows.fetch()) reply.registrations.push_back(r);
  return reply;
}

// The calls that need no more than the database.
struct Executor {
  soci::session& db;
  Answer operator()(const mapping::PrepareRegistration&) const { return StoreReply{}; }
  Answer operator()(const mapping::CommitRegistration& call) const { return commit(db, call); }
  Answer operator()(const mapping::AbandonRegistration& call) const { return abandon(db, call); }
  Answer operator()(const mapping::RemoveRegistration& call) const { return remove(db, call); }
  Answer operator()(const mapping::RestoreRegistration& call) const { return restore(db, call); }
  Answer operator()(const mapping::ListRegistrations& call) const { return list(db, call); }
};

}  // namespace

Registrar::Registrar(Store& store, std::string public_url)
    : store_(store), public_url_(std::move(public_url)) {
  while (public_url_.ends_with('/')) public_url_.pop_back();
}

asio::awaitable<Answer> Registrar::perform(mapping::StoreCall call) {
  std::function<Answer(soci::session&)> work;
  if (const auto* wanted = std::get_if<mapping::PrepareRegistration>(&call)) {
    const std::string token = random_hex(kTokenBytes);
    StoreReply reply;
    reply.callback_url = public_url_ + "/callbacks/" + token;
    reply.callback_username = "uws" + random_hex(kNameBytes);
    reply.callback_password = random_hex(kPasswordBytes);
    Prepared made{wanted->registration, sha256_hex(token),
                  credentials_hash(reply.callback_username, reply.callback_password)};
    work = [made, reply](soci::session& db) { return prepare(db, made, reply); };
  } else {
    work = [call](soci::session& db) { return std::visit(Executor{db}, call); };
  }
  auto done = co_await store_.perform(std::move(work));
  if (!done) co_return tl::unexpected(std::move(done.error()));
  co_return std::move(*done);
}

}  // namespace uws::store
