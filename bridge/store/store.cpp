#include "bridge/store/store.h"

#include <soci/soci.h>
#include <atomic>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "bridge/store/database.h"
#include "bridge/store/schema.h"

namespace uws::store {
namespace {

struct Piece {
  Store::Job job;
  Store::Done done;
  std::optional<Error> error;
};

Error failed(const std::exception& error) {
  return Error{ErrorKind::failed, "store: " + plain_message(error)};
}

void quietly(soci::session& db, const std::string& sql) {
  try {
    db << sql;
  } catch (const std::exception&) {
    // The database has rolled back by itself.
  }
}

// One piece inside the group's transaction; its failure leaves the others alone.
void run_piece(soci::session& db, Piece& piece) {
  db << "SAVEPOINT piece";
  try {
    piece.job(db);
  } catch (const std::exception& error) {
    piece.error = failed(error);
    db << "ROLLBACK TO SAVEPOINT piece";
  }
  db << "RELEASE SAVEPOINT piece";
}

// What was wrong with the group, if anything.
std::optional<Error> run_group(Database& database, std::vector<Piece>& group) {
  auto& db = *database.session;
  try {
    db << std::string(database.dialect.begin);
    for (auto& piece : group) run_piece(db, piece);
    db << "COMMIT";
  } catch (const std::exception& error) {
    quietly(db, "ROLLBACK");
    for (auto& piece : group) piece.error = failed(error);
  }
  for (const auto& piece : group) {
    if (piece.error) return piece.error;
  }
  return std::nullopt;
}

// -1 when the database does not even say that.
long long rows_changed(Database& database) {
  long long count = -1;
  try {
    *database.session << std::string(database.dialect.rows_changed), soci::into(count);
  } catch (const std::exception&) {
    count = -1;
  }
  return count;
}

// No version is 0, so nobody else finds this row.
void write_and_take_back(soci::session& db) {
  db << "INSERT INTO schema_version (version) VALUES (0)";
  db << "DELETE FROM schema_version WHERE version = 0";
}

constexpr std::chrono::seconds kBetweenProbes{1};

}  // namespace

struct Store::Impl {
  Impl(Database opened, const Settings& given)
      : database(std::move(opened)), settings(given), thread([this] { work(); }) {}

  ~Impl() {
    {
      const std::lock_guard guard(mutex);
      closing = true;
    }
    wake.notify_one();
    thread.join();
  }

  // Takes what is waiting; empty = closing and nothing left.
  std::vector<Piece> take() {
    std::unique_lock guard(mutex);
    wake.wait(guard, [this] { return closing || !waiting.empty(); });
    std::vector<Piece> group;
    crowded = crowded && waiting.size() > settings.max_waiting / 2;
    while (!waiting.empty() && group.size() < settings.max_group) {
      group.push_back(std::move(waiting.front()));
      waiting.pop_front();
    }
    return group;
  }

  void run_watched(std::vector<Piece>& group) {
    const bool troubled = now_in_trouble().has_value();
    const auto before = troubled ? rows_changed(database) : 0;
    auto error = run_group(database, group);
    if (error) {
      set_trouble(std::move(error));
    } else if (troubled && rows_changed(database) > before) {
      set_trouble(std::nullopt);
    }
  }

  std::optional<Error> now_in_trouble() const {
    const std::lock_guard guard(trouble_mutex);
    return trouble;
  }

  void set_trouble(std::optional<Error> now) {
    const std::lock_guard guard(trouble_mutex);
    const bool news = now.has_value() != trouble.has_value();
    trouble = std::move(now);
    if (news && told) told(trouble);
  }

  void work() {
    for (auto group = take(); !group.empty(); group = take()) {
      run_watched(group);
      for (auto& piece : group) piece.done(std::move(piece.error));
    }
  }

  // Takes `piece` unless the answer says why not.
  std::optional<Error> add(Piece& piece) {
    bool first_refusal = false;
    auto refused = try_add(piece, first_refusal);
    if (first_refusal) set_trouble(refused);
    return refused;
  }

  std::optional<Error> try_add(Piece& piece, bool& first_refusal) {
    {
      const std::lock_guard guard(mutex);
      if (closing) return Error{ErrorKind::closed, "store: closing"};
      if (waiting.size() >= settings.max_waiting) {
        first_refusal = !std::exchange(crowded, true);
        return Error{ErrorKind::busy, "store: too much work is waiting"};
      }
      waiting.push_back(std::move(piece));
    }
    wake.notify_one();
    return std::nullopt;
  }

  Database database;
  const Settings settings;
  std::mutex mutex;
  std::condition_variable wake;
  std::deque<Piece> waiting;
  bool closing = false;
  // Work was refused, and more than half of what may wait still does.
  bool crowded = false;
  mutable std::mutex trouble_mutex;
  std::optional<Error> trouble;
  Watch told;
  std::atomic<std::chrono::steady_clock::time_point> last_probe{};
  std::thread thread;
};

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::~Store() = default;

Outcome<std::unique_ptr<Store>> Store::open(const Settings& settings) {
  auto database = open_database(settings.url, settings.busy_timeout);
  if (!database) return tl::unexpected(std::move(database.error()));
  if (auto ready = migrate(*database); !ready) return tl::unexpected(std::move(ready.error()));
  auto impl = std::make_unique<Impl>(std::move(*database), settings);
  return std::unique_ptr<Store>(new Store(std::move(impl)));
}

void Store::post(Job job, Done done) {
  Piece piece{std::move(job), std::move(done), std::nullopt};
  auto refused = impl_->add(piece);
  if (refused) piece.done(std::move(refused));
}

std::optional<Error> Store::trouble() const { return impl_->now_in_trouble(); }

void Store::probe() {
  if (!trouble()) return;
  const auto now = std::chrono::steady_clock::now();
  auto last = impl_->last_probe.load();
  if (now - last < kBetweenProbes) return;
  if (!impl_->last_probe.compare_exchange_strong(last, now)) return;
  post(write_and_take_back, [](const std::optional<Error>&) {});
}

void Store::watch(Watch told) {
  const std::lock_guard guard(impl_->trouble_mutex);
  impl_->told = std::move(told);
}

asio::awaitable<std::optional<Error>> Store::run(Job job) {
  auto initiate = [this](auto handler, Job work) {
    auto executor = asio::get_associated_executor(handler);
    auto tracked = asio::prefer(executor, asio::execution::outstanding_work.tracked);
    auto kept = std::make_shared<decltype(handler)>(std::move(handler));
    // The last reference to the handler goes to its own thread.
    post(std::move(work), [kept = std::move(kept), tracked](std::optional<Error> error) mutable {
      asio::post(tracked, [kept = std::move(kept), error = std::move(error)]() mutable {
        (*kept)(std::move(error));
      });
    });
  };
  using Signature = void(std::optional<Error>);
  return asio::async_initiate<const asio::use_awaitable_t<>, Signature>(
      std::move(initiate), asio::use_awaitable, std::move(job));
}

}  // namespace uws::store
