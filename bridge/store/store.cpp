#include "bridge/store/store.h"

#include <array>
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
#include "bridge/store/group.h"
#include "bridge/store/schema.h"

namespace uws::store {
namespace {

// -1 when the database does not even say that.
long long rows_changed(Database& database) {
  long long count = -1;
  try {
    database.session->run(database.dialect.rows_changed, soci::into(count));
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
constexpr std::chrono::milliseconds kBetweenLooks{200};
// Room that is not in use is given back when it is much, and much of the file.
constexpr unsigned long long kMuch = 1024 * 1024;

using Queue = std::deque<Piece>;

void move_pieces(Queue& from, std::vector<Piece>& to, std::size_t most) {
  for (; !from.empty() && most > 0; --most) {
    to.push_back(std::move(from.front()));
    from.pop_front();
  }
}

}  // namespace

struct Store::Impl {
  using Clock = std::chrono::steady_clock;

  Impl(Database opened, const Settings& given)
      : database(std::move(opened)),
        settings(given),
        room(given.room, database.directory),
        thread([this] { work(); }) {}

  ~Impl() {
    {
      const std::lock_guard guard(mutex);
      closing = true;
    }
    wake.notify_one();
    thread.join();
  }

  struct Taken {
    std::vector<Piece> writing, reading;
    bool empty() const { return writing.empty() && reading.empty(); }
  };

  // Takes what is waiting; empty = closing and nothing left.
  Taken take() {
    std::unique_lock guard(mutex);
    const auto waits = [this] { return !urgent.empty() || !usual.empty() || !reading.empty(); };
    wake.wait(guard, [&] { return closing || waits(); });
    Taken taken;
    crowded = crowded && usual.size() > settings.max_waiting / 2;
    move_pieces(reading, taken.reading, settings.max_group);
    move_pieces(urgent, taken.writing, settings.max_group);
    const bool shared = !taken.writing.empty();
    move_pieces(usual, taken.writing, shared ? settings.max_beside_relay : settings.max_group);
    return taken;
  }

  // What is behind all pieces of a group, in its transaction.
  void keep_room(Connection& db) {
    const auto now = Clock::now();
    if (now - last_look < kBetweenLooks) return;
    last_look = now;
    look(db);
    const auto spare = room.file() - room.used();
    if (spare > kMuch && spare > room.file() / 4) database.dialect.give_back(db);
  }

  // Stays as it was when the database does not say.
  void look(Connection& db) {
    unsigned long long used = 0, file = 0;
    try {
      db.run(database.dialect.bytes, soci::into(used), soci::into(file));
    } catch (const std::exception&) {
      return;
    }
    room.look(used, file);
  }

  // What was full may have room again, and nobody writes: look, but not at once again.
  void look_soon() {
    const auto now = Clock::now();
    auto last = last_asked.load();
    if (now - last < kBetweenLooks || !last_asked.compare_exchange_strong(last, now)) return;
    Piece piece{Work::reading, [this](soci::session& db) { look(Connection::of(db)); },
                [this](const std::optional<Error>&) { set_full(); }, std::nullopt};
    add(piece);
  }

  void run_watched(std::vector<Piece>& group) {
    if (group.empty()) return;
    const bool troubled = failing().has_value();
    const auto before = troubled ? rows_changed(database) : 0;
    auto error =
        run_group(database, group, [this](soci::session& db) { keep_room(Connection::of(db)); });
    if (database.session->targets.take_news()) addresses.forget();
    if (error) {
      set_trouble(std::move(error));
    } else if (troubled && rows_changed(database) > before) {
      set_trouble(std::nullopt);
    }
    set_full();
  }

  void run_reads(std::vector<Piece>& group) {
    if (auto error = run_reading(database, group)) set_trouble(std::move(error));
  }

  std::optional<Error> failing() const {
    const std::lock_guard guard(trouble_mutex);
    return trouble;
  }

  std::optional<Error> now_in_trouble() const {
    const std::lock_guard guard(trouble_mutex);
    return trouble ? trouble : full;
  }

  // Damage lasts.
  void set_trouble(std::optional<Error> now) {
    const auto before = failing();
    if (before && before->kind == ErrorKind::damaged) return;
    change(trouble, std::move(now));
  }
  void set_full() { change(full, room.refusal()); }

  void change(std::optional<Error>& which, std::optional<Error> now) {
    const std::lock_guard guard(trouble_mutex);
    const bool before = trouble || full;
    which = std::move(now);
    const bool after = trouble || full;
    if (before != after && told) told(trouble ? trouble : full);
  }

  void work() {
    look(*database.session);
    for (auto taken = take(); !taken.empty(); taken = take()) {
      run_reads(taken.reading);
      finish(taken.reading);
      run_watched(taken.writing);
      finish(taken.writing);
    }
  }

  static void finish(std::vector<Piece>& group) {
    for (auto& piece : group) piece.done(std::move(piece.error));
    // What a piece holds, the work of an io_context among it, goes now and not with the next group.
    group.clear();
  }

  // Takes `piece` unless the answer says why not.
  std::optional<Error> add(Piece& piece) {
    if (piece.work == Work::incoming) {
      if (auto refused = room.refusal()) {
        set_full();
        look_soon();
        return refused;
      }
    }
    bool first_refusal = false;
    auto refused = try_add(piece, first_refusal);
    if (first_refusal) set_trouble(refused);
    return refused;
  }

  std::optional<Error> try_add(Piece& piece, bool& first_refusal) {
    {
      const std::lock_guard guard(mutex);
      if (closing) return Error{ErrorKind::closed, "store: closing"};
      auto& queue = queue_for(piece.work);
      if (&queue == &usual && usual.size() >= settings.max_waiting) {
        first_refusal = !std::exchange(crowded, true);
        return Error{ErrorKind::busy, "store: too much work is waiting"};
      }
      queue.push_back(std::move(piece));
    }
    wake.notify_one();
    return std::nullopt;
  }

  Queue& queue_for(Work work) {
    if (work == Work::relay) return urgent;
    return work == Work::reading ? reading : usual;
  }

  Database database;
  const Settings settings;
  Room room;
  AddressBook addresses;
  std::mutex mutex;
  std::condition_variable wake;
  Queue urgent, usual, reading;
  bool closing = false;
  // Work was refused, and more than half of what may wait still does.
  bool crowded = false;
  mutable std::mutex trouble_mutex;
  std::optional<Error> trouble, full;
  Watch told;
  Clock::time_point last_look{};  // the store's thread's own
  std::atomic<Clock::time_point> last_probe{}, last_asked{};
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

void Store::post(Job job, Done done, Work work) {
  Piece piece{work, std::move(job), std::move(done), std::nullopt};
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

const Room& Store::room() const { return impl_->room; }
AddressBook& Store::addresses() { return impl_->addresses; }

asio::awaitable<std::optional<Error>> Store::run(Job job, Work kind) {
  auto initiate = [this, kind](auto handler, auto work) {
    auto executor = asio::get_associated_executor(handler);
    auto tracked = asio::prefer(executor, asio::execution::outstanding_work.tracked);
    auto kept = std::make_shared<decltype(handler)>(std::move(handler));
    // The last reference to the handler goes to its own thread.
    post(
        std::move(work),
        [kept = std::move(kept), tracked](std::optional<Error> error) mutable {
          asio::post(tracked, [kept = std::move(kept), error = std::move(error)]() mutable {
            (*kept)(std::move(error));
          });
        },
        kind);
  };
  using Signature = void(std::optional<Error>);
  return asio::async_initiate<const asio::use_awaitable_t<>, Signature>(
      std::move(initiate), asio::use_awaitable, std::move(job));
}

}  // namespace uws::store
