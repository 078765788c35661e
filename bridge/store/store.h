#pragma once
// The durable state of the gateway: one database, one thread that owns it, group commit.
//
// Any number of coroutines on any io_context hand in work; the store's thread runs everything that
// is waiting inside one transaction and answers all of it after that transaction is on the disk. So
// a result in hand is a durable one, and the price of a disk flush is shared. Work of one kind runs
// in the order it was handed in; that of the relay goes before all other, and while it waits the
// groups of the others are small, so that delivery never waits behind a burst of webhooks.
//
// The store is in trouble from the moment work fails, or is refused because too much is waiting,
// until a later transaction has written something and failed in nothing; and while it is full
// (bridge/store/room.h). A damaged one is until the end of the process. Reading alone ends no
// trouble: a disk that takes nothing may still give.

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>

#include "bridge/store/address_book.h"
#include "bridge/store/error.h"
#include "bridge/store/room.h"

namespace soci {
class session;
}

namespace uws::store {

namespace asio = boost::asio;

enum class Work {
  relay,  // goes first, and is never refused for want of room
  general,
  incoming,  // adds what came in; refused with ErrorKind::full when there is no room for more
  reading,   // changes nothing; its result does not depend on what can be written
};

struct Settings {
  // "sqlite:PATH". The file is created (mode 0600), its directory is not.
  std::string url;
  // How long to wait for a reader from outside (a backup) that holds the database.
  std::chrono::milliseconds busy_timeout{5'000};
  // Pieces of work in one transaction at most.
  std::size_t max_group = 256;
  // The same besides the relay's own, when some of that is in it.
  std::size_t max_beside_relay = 48;
  // Pieces of work waiting at most; more are refused with ErrorKind::busy, but for the relay's.
  std::size_t max_waiting = 20'000;
  RoomSettings room = {};
};

class Store {
 public:
  // Runs on the store's thread inside the transaction. What it throws undoes this piece alone.
  using Job = std::function<void(soci::session&)>;
  // Called on the store's thread, once, after the transaction is durable or has failed.
  using Done = std::function<void(std::optional<Error>)>;

  // Opens the database, brings its schema up to date, starts the thread. ErrorKind::unusable says
  // in `message` what is wrong with the settings.
  static Outcome<std::unique_ptr<Store>> open(const Settings& settings);

  // Finishes the work handed in so far. Must run before any io_context that ever waited for a
  // result is destroyed: the store's thread may still be handing one over.
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  void post(Job job, Done done, Work work = Work::general);

  // The trouble the store is in now; empty = none. Any thread, at any time.
  std::optional<Error> trouble() const;
  // Writes and takes back a row when the store is in trouble and the last such try is a second or
  // more ago, so that a store nobody writes to finds out that it works again. Returns at once.
  void probe();
  // Told when trouble begins (with its first error) and when it ends (empty). On any thread, one
  // call at a time; must not call the store. Must stay callable as long as the store lives.
  using Watch = std::function<void(const std::optional<Error>&)>;
  void watch(Watch told);

  // As of the last look, a fraction of a second ago while work is done.
  const Room& room() const;
  // The callback addresses in use, remembered for whoever asks often.
  AddressBook& addresses();

  // post() as an awaitable that resumes on the caller's executor; empty = durable.
  asio::awaitable<std::optional<Error>> run(Job job, Work work = Work::general);

  // run() for work with a result: Task is callable as R(soci::session&).
  template <class Task>
  asio::awaitable<Outcome<std::invoke_result_t<Task&, soci::session&>>> perform(
      Task task, Work work = Work::general) {
    auto result = std::make_shared<std::optional<std::invoke_result_t<Task&, soci::session&>>>();
    Job job = [result, task](soci::session& db) mutable { result->emplace(task(db)); };
    std::optional<Error> error = co_await run(std::move(job), work);
    if (error) co_return tl::unexpected(std::move(*error));
    co_return std::move(**result);
  }

 private:
  struct Impl;
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace uws::store
