// What is sent when, in which order, and what becomes of it.

#include "tests/bridge/store/outbox_bench.h"

using namespace uws;
using namespace uws::test;
using Bench = OutboxBench;

TEST_CASE("the callbacks of a device come out in the order they came in, each counted") {
  Bench bench;
  const auto registration = bench.add_registration("CarrierService", kUrl);
  const auto first = bench.receive(registration, R"({"n":1})", "d-1");
  const auto second = bench.receive(registration, R"({"n":2})", "d-1");
  auto head = bench.next(kReceiver, 5'000);
  REQUIRE(head);
  CHECK(head->id == first);
  CHECK(head->sends == 1);
  CHECK(head->receiver == kReceiver);
  CHECK(head->url == kUrl);
  CHECK(head->service == "CarrierService");
  CHECK(head->username == "name");
  CHECK(head->password == "word");
  CHECK(head->body == R"({"n":1})");
  // Neither it nor what is behind it begins again.
  CHECK_FALSE(bench.next(kReceiver, 99'000));

  auto begun = bench.begin(kReceiver, 6'000, 10, {end_of(*head, How::retry, 9'000)});
  CHECK(begun.callbacks.empty());
  CHECK(begun.next_due == 9'000);
  head = bench.next(kReceiver, 9'000);
  REQUIRE(head);
  CHECK(head->id == first);
  CHECK(head->sends == 2);
  CHECK(head->attempts == 1);
  head = bench.next(kReceiver, 9'000, {end_of(*head, How::delivered)});
  REQUIRE(head);
  CHECK(head->id == second);
  CHECK_FALSE(bench.next(kReceiver, 9'001, {end_of(*head, How::delivered)}));
  CHECK(bench.gauges().queued == 0);
}

TEST_CASE("devices are independent, and one that waits holds up only its own") {
  Bench bench;
  const auto registration = bench.add_registration("CarrierService", kUrl);
  const auto other = bench.add_registration("DeviceUsage", "HTTP://Old.Example:80/usage");
  for (const auto* device : {"d-1", "d-2", "d-1", "d-3"}) {
    bench.receive(registration, "\"" + std::string(device) + "\"", device);
  }
  // Another service of the same device, at the same receiver.
  bench.receive(other, "\"usage\"", "d-1");
  auto begun = bench.begin(kReceiver, 1'000);
  CHECK(bodies(begun) == std::vector<std::string>{"\"d-1\"", "\"d-2\"", "\"d-3\"", "\"usage\""});
  const auto poison = begun.callbacks[0];
  begun =
      bench.begin(kReceiver, 1'000, 10,
                  {end_of(poison, How::retry, 5'000), end_of(begun.callbacks[1], How::delivered),
                   end_of(begun.callbacks[2], How::delivered)});
  CHECK(begun.callbacks.empty());
  begun = bench.begin(kReceiver, 5'000);
  CHECK(bodies(begun) == std::vector<std::string>{"\"d-1\""});
  CHECK(begun.callbacks[0].id == poison.id);
  begun = bench.begin(kReceiver, 5'000, 10, {end_of(begun.callbacks[0], How::dead)});
  CHECK(bodies(begun) == std::vector<std::string>{"\"d-1\""});
  CHECK(begun.callbacks[0].id != poison.id);
}

TEST_CASE("callbacks without a device share a lane for each request") {
  Bench bench;
  const auto registration = bench.add_registration("CarrierService", kUrl);
  for (const auto* request : {"r-1", "r-1", "r-2"}) {
    store::Incoming incoming;
    incoming.registration = registration;
    incoming.request_id = request;
    incoming.body = "{}";
    bench.receive(incoming);
  }
  CHECK(bench.begin(kReceiver, 1).callbacks.size() == 2);
}

TEST_CASE("what failed before and what did not share the slots") {
  Bench bench;
  const auto registration = bench.add_registration("CarrierService", kUrl);
  for (int i = 0; i < 4; ++i) bench.receive(registration, std::to_string(i), std::to_string(i));
  auto begun = bench.begin(kReceiver, 1, 4);
  std::vector<store::Finished> failed;
  for (const auto& one : begun.callbacks) failed.push_back(end_of(one, How::retry, 100));
  for (int i = 4; i < 8; ++i) bench.receive(registration, std::to_string(i), std::to_string(i));
  CHECK(bodies(bench.begin(kReceiver, 100, 4, failed)) ==
        std::vector<std::string>{"0", "1", "4", "5"});
}

TEST_CASE("strictly, the oldest goes or nothing does") {
  Bench bench;
  const auto registration = bench.add_registration("CarrierService", kUrl);
  for (int i = 0; i < 3; ++i) bench.receive(registration, std::to_string(i), std::to_string(i));
  store::Wanted wanted{kReceiver, 1, 1, true};
  const auto begin = [&](std::vector<store::Finished> finished = {}) {
    auto begun = wait_for(bench.io, bench.outbox->next(wanted, std::move(finished)));
    REQUIRE(begun);
    return *begun;
  };
  auto begun = begin();
  CHECK(bodies(begun) == std::vector<std::string>{"0"});
  begun = begin({end_of(begun.callbacks[0], How::retry, 100)});
  CHECK(begun.callbacks.empty());
  CHECK(begun.next_due == 100);
  wanted.waiting_too = true;
  begun = begin();
  CHECK(bodies(begun) == std::vector<std::string>{"0"});
  CHECK(bodies(begin({end_of(begun.callbacks[0], How::delivered)})) ==
        std::vector<std::string>{"1"});
}

TEST_CASE("an end that is told late changes nothing") {
  Bench bench;
  const auto registration = bench.add_registration("CarrierService", kUrl);
  bench.receive(registration, "{}");
  const auto first = bench.next(kReceiver, 1);
  REQUIRE(wait_for(bench.io, bench.outbox->take_over()));
  const auto second = bench.next(kReceiver, 2);
  REQUIRE(second);
  CHECK(second->sends == 2);
  for (const auto how : {How::delivered, How::retry, How::dead, How::unsent}) {
    bench.finish(end_of(*first, how));
  }
  CHECK(bench.gauges().queued == 1);
  CHECK(bench.gauges().dead == 0);
  bench.finish(end_of(*second, How::delivered));
  CHECK(bench.gauges().queued == 0);
}

TEST_CASE("what was begun and not sent is as it was before") {
  Bench bench;
  const auto registration = bench.add_registration("CarrierService", kUrl);
  bench.receive(registration, "{}");
  bench.finish(end_of(*bench.next(kReceiver, 1), How::unsent));
  const auto again = bench.next(kReceiver, 1);
  REQUIRE(again);
  CHECK(again->sends == 1);
  bench.finish(end_of(*again, How::retry, 5));
  bench.finish(end_of(*bench.next(kReceiver, 5), How::unsent));
  CHECK_FALSE(bench.next(kReceiver, 4));
  const auto waited = bench.next(kReceiver, 5);
  REQUIRE(waited);
  CHECK(waited->sends == 2);
  CHECK(waited->attempts == 1);
}

TEST_CASE("a look takes nothing, and its end counts all the same") {
  Bench bench;
  const auto registration = bench.add_registration("CarrierService", kUrl);
  const auto first = bench.receive(registration, "1", "d-1");
  const auto second = bench.receive(registration, "2", "d-1");
  const auto look = [&] {
    auto seen = wait_for(bench.io, bench.outbox->peek({kReceiver, 1, 10}));
    REQUIRE(seen);
    REQUIRE(seen->size() == 1);
    return seen->front();
  };
  look();
  const auto head = look();
  CHECK(head.id == first);
  CHECK(head.sends == 1);
  CHECK(head.lease == 0);
  const auto behind = wait_for(bench.io, bench.outbox->peek_behind(head.lane, head.id));
  REQUIRE(behind);
  REQUIRE(behind->has_value());
  CHECK((*behind)->id == second);
  REQUIRE(wait_for(bench.io, bench.outbox->finish(
                                 {end_of(head, How::delivered), end_of(**behind, How::retry, 7)})));
  const auto left = bench.next(kReceiver, 7);
  REQUIRE(left);
  CHECK(left->id == second);
  CHECK(left->sends == 2);
}

TEST_CASE("a restart makes what was begun or waits too long due again") {
  Bench bench;
  const auto registration = bench.add_registration("CarrierService", kUrl);
  bench.receive(registration, "1", "d-1");
  bench.receive(registration, "2", "d-2");
  CHECK(bench.next(kReceiver, 5'000)->body == "1");
  const auto waiting = bench.next(kReceiver, 5'000);
  bench.finish(end_of(*waiting, How::retry, store::now_ms() + 3'600'000));
  bench.reopen();
  CHECK_FALSE(bench.next(kReceiver, store::now_ms()));
  REQUIRE(wait_for(bench.io, bench.outbox->take_over()));
  const auto begun = bench.begin(kReceiver, store::now_ms());
  REQUIRE(begun.callbacks.size() == 2);
  CHECK(begun.callbacks[0].sends == 2);
  CHECK(begun.callbacks[1].sends == 2);
}

TEST_CASE("a receiver that is gone pauses its callbacks until the service is registered anew") {
  Bench bench;
  const auto registration = bench.add_registration("CarrierService", kUrl);
  const auto id = bench.receive(registration, "1", "d-1");
  bench.receive(registration, "2", "d-2");
  CHECK(wait_for(bench.io, bench.outbox->mark_gone(id)) == true);
  CHECK(wait_for(bench.io, bench.outbox->mark_gone(id)) == false);
  bench.receive(registration, "3", "d-3");
  CHECK(bench.gauges().paused == 3);
  CHECK(bench.gauges().queued == 0);
  bench.add_registration("CarrierService", "https://new.example/");
  CHECK(bench.gauges().queued == 3);
  CHECK(bodies(bench.begin("https://new.example:443", 1)) ==
        std::vector<std::string>{"1", "2", "3"});
}

TEST_CASE("what is too old is given up, but for what is being sent") {
  Bench bench;
  const auto registration = bench.add_registration("CarrierService", kUrl);
  bench.receive(registration, "1", "d-1");
  bench.receive(registration, "2", "d-1");
  bench.receive(registration, "3", "d-2");
  bench.next(kReceiver, 1);
  const auto later = store::now_ms() + 1;
  const auto give_up = [&](store::Millis before) {
    return *wait_for(bench.io, bench.outbox->give_up(kReceiver, before, 10, "too old"));
  };
  CHECK(give_up(1) == 0);
  CHECK(give_up(later) == 2);
  CHECK(bench.gauges().queued == 1);
  CHECK(bench.gauges().dead == 2);
}
