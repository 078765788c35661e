#include "bridge/store/registrar.h"

#include "base/crypto.h"
#include "base/url.h"
#include "bridge/store/clock.h"
#include "bridge/store/connection.h"
#include "bridge/store/intents.h"
#include "bridge/store/target.h"

namespace uws::store {
namespace {

using mapping::StoreReply;
using Answer = Outcome<StoreReply>;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kTokenBytes = 16;
constexpr std::size_t kNameBytes = 10;
constexpr std::size_t kPasswordBytes = 20;

const std::string kColumns = "account, service, url, username, password";

Answer prepare(Connection& db, const Intent& intent, const mapping::ShownListeners& shown,
               StoreReply reply) {
  const auto& r = intent.registration;
  settle_intents(db, r.account, shown);
  forget_overtaken(db, r.account, r.service);
  reply.intent = add_intent(db, intent);
  return reply;
}

Answer commit(Connection& db, const mapping::CommitRegistration& call) {
  if (confirm(db, call.intent)) return StoreReply{};
  return tl::unexpected(Error{ErrorKind::not_found, "store: no such intent to commit"});
}

Answer abandon(Connection& db, const mapping::AbandonRegistration& call) {
  drop_intent(db, call.intent);
  return StoreReply{};
}

Answer remove(Connection& db, const mapping::RemoveRegistration& call) {
  StoreReply reply;
  mapping::Registration r;
  db << "SELECT " + kColumns +
            " FROM registrations WHERE account = :a AND service = :s AND state = 'active'",
      soci::into(r.account), soci::into(r.service), soci::into(r.url), soci::into(r.username),
      soci::into(r.password), soci::use(call.account, "a"), soci::use(call.service, "s");
  if (db.got_data()) reply.registrations.push_back(r);
  const Millis now = now_ms();
  db << "UPDATE registrations SET state = 'removed', changed_at = :t"
        " WHERE account = :a AND service = :s AND state IN ('active', 'intent')",
      soci::use(now, "t"), soci::use(call.account, "a"), soci::use(call.service, "s");
  pause_waiting(db, call.account, call.service);
  return reply;
}

Answer list(Connection& db, const mapping::ListRegistrations& call) {
  settle_intents(db, call.account, call.shown);
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
  Connection& db;
  Answer operator()(const mapping::TakeTurn&) const { return StoreReply{}; }
  Answer operator()(const mapping::PrepareRegistration&) const { return StoreReply{}; }
  Answer operator()(const mapping::CommitRegistration& call) const { return commit(db, call); }
  Answer operator()(const mapping::AbandonRegistration& call) const { return abandon(db, call); }
  Answer operator()(const mapping::RemoveRegistration& call) const { return remove(db, call); }
  Answer operator()(const mapping::ListRegistrations& call) const { return list(db, call); }
};

std::function<Answer(soci::session&)> preparation(mapping::PrepareRegistration call,
                                                  const std::string& public_url) {
  const std::string token = base::random_hex(kTokenBytes);
  StoreReply reply;
  reply.callback_url = public_url + "/callbacks/" + token;
  reply.callback_username = "uws" + base::random_hex(kNameBytes);
  reply.callback_password = base::random_hex(kPasswordBytes);
  Intent intent{std::move(call.registration), base::sha256_hex(token),
                base::credentials_hash(reply.callback_username, reply.callback_password)};
  return [intent = std::move(intent), shown = std::move(call.shown), reply = std::move(reply)](
             soci::session& db) { return prepare(Connection::of(db), intent, shown, reply); };
}

Clock::time_point half_way_to(Clock::time_point end) {
  const auto now = Clock::now();
  return end == Clock::time_point::max() || end < now ? end : now + (end - now) / 2;
}

}  // namespace

Registrar::Registrar(Store& store, std::string_view public_url)
    : store_(store), public_url_(base::without_final_slash(public_url)) {}

asio::awaitable<Outcome<bool>> Registrar::wait_for_turn(std::string account, std::string service,
                                                        Turn& turn, Clock::time_point not_after) {
  const auto until = half_way_to(not_after);
  std::string key = std::to_string(account.size()) + ' ' + account + ' ' + service;
  turn.give_up();
  Turn taken = co_await turns_.take(std::move(key), until);
  turn = std::move(taken);
  if (turn.held()) co_return true;
  co_return tl::unexpected(
      Error{ErrorKind::busy, "store: another call about the same registration is under way"});
}

asio::awaitable<Answer> Registrar::perform(mapping::StoreCall call, Turn& turn,
                                           Clock::time_point not_after) {
  std::function<Answer(soci::session&)> work;
  if (const auto* wanted = std::get_if<mapping::TakeTurn>(&call)) {
    auto taken = co_await wait_for_turn(wanted->account, wanted->service, turn, not_after);
    if (!taken) co_return tl::unexpected(std::move(taken.error()));
    co_return StoreReply{};
  }
  if (auto* wanted = std::get_if<mapping::PrepareRegistration>(&call)) {
    const auto& pair = wanted->registration;
    auto broken = url_rule_ ? url_rule_(pair.url) : std::nullopt;
    if (broken) co_return tl::unexpected(Error{ErrorKind::refused, std::move(*broken)});
    auto taken = co_await wait_for_turn(pair.account, pair.service, turn, not_after);
    if (!taken) co_return tl::unexpected(std::move(taken.error()));
    work = preparation(std::move(*wanted), public_url_);
  } else {
    work = [call](soci::session& db) { return std::visit(Executor{Connection::of(db)}, call); };
  }
  auto receiver = std::make_shared<std::string>();
  if (const auto* made = std::get_if<mapping::CommitRegistration>(&call)) {
    work = [work = std::move(work), id = made->intent, receiver](soci::session& db) {
      auto answer = work(db);
      if (answer) *receiver = current_target(Connection::of(db), id).receiver;
      return answer;
    };
  }
  auto done = co_await store_.perform(std::move(work));
  if (!done) co_return tl::unexpected(std::move(done.error()));
  if (*done && told_ && !receiver->empty()) told_(*receiver);
  co_return std::move(*done);
}

}  // namespace uws::store
