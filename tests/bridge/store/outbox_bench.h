#pragma once
// An outbox with its store, and what its tests say often.

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <vector>

#include "bridge/store/outbox.h"
#include "bridge/store/registrar.h"
#include "tests/bridge/store/store_fixture.h"

namespace uws::test {

struct OutboxBench {
  TempDir dir;
  boost::asio::io_context io;
  std::unique_ptr<store::Store> db = open_store((dir / "s.db").string());
  std::unique_ptr<store::Outbox> outbox = std::make_unique<store::Outbox>(*db);

  long long add_registration(const std::string& service, const std::string& url) {
    store::Registrar registrar(*db, "https://gateway.example");
    const mapping::Registration wanted{"0000-1", service, url, "name", "word"};
    store::Turn turn;
    auto prepared = wait_for(io, registrar.perform(mapping::PrepareRegistration{wanted}, turn));
    REQUIRE(prepared);
    const mapping::CommitRegistration commit{prepared->intent};
    REQUIRE(wait_for(io, registrar.perform(commit, turn)));
    const auto& address = prepared->callback_url;
    auto found = wait_for(io, outbox->find_address(address.substr(address.rfind('/') + 1)));
    REQUIRE(found);
    REQUIRE(found->has_value());
    return (*found)->registration;
  }
  store::Receipt receive(store::Incoming incoming) {
    auto receipt = wait_for(io, outbox->receive(std::move(incoming)));
    REQUIRE(receipt);
    return *receipt;
  }
  long long receive(long long registration, const std::string& body,
                    const std::string& device = {}) {
    store::Incoming incoming;
    incoming.device = device;
    incoming.registration = registration;
    incoming.body = body;
    return receive(incoming).id;
  }
  // Begins at most `limit` sends of a receiver at `now`, after having recorded `finished`.
  store::Begun begin(const std::string& receiver, store::Millis now, std::size_t limit = 10,
                     std::vector<store::Finished> finished = {}) {
    store::Wanted wanted{receiver, now, limit};
    auto begun = wait_for(io, outbox->next(wanted, std::move(finished)));
    REQUIRE(begun);
    return *begun;
  }
  // The only one that can begin.
  std::optional<store::Queued> next(const std::string& receiver, store::Millis now,
                                    std::vector<store::Finished> finished = {}) {
    auto begun = begin(receiver, now, 1, std::move(finished));
    if (begun.callbacks.empty()) return std::nullopt;
    return begun.callbacks.front();
  }
  void finish(const store::Finished& finished) {
    REQUIRE(wait_for(io, outbox->finish({finished})));
  }
  void reopen() {
    outbox.reset();
    db.reset();
    db = open_store((dir / "s.db").string());
    outbox = std::make_unique<store::Outbox>(*db);
  }
  store::OutboxGauges gauges() {
    auto values = wait_for(io, outbox->gauges());
    REQUIRE(values);
    return *values;
  }
};

using How = store::Finished::How;
inline const std::string kUrl = "http://old.example/carrier";
inline const std::string kReceiver = "http://old.example:80";

inline store::Finished end_of(const store::Queued& callback, How how, store::Millis next_due = 0) {
  store::Finished finished{callback.id, callback.sends, callback.lease, how, next_due};
  finished.attempts = callback.attempts + (how == How::retry ? 1 : 0);
  if (how == How::retry || how == How::dead) finished.error = "HTTP 400";
  return finished;
}

inline std::vector<std::string> bodies(const store::Begun& begun) {
  std::vector<std::string> found;
  for (const auto& one : begun.callbacks) found.push_back(one.body);
  return found;
}

}  // namespace uws::test
