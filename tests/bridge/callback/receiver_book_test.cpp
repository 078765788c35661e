#include "bridge/callback/receiver_book.h"

#include <doctest/doctest.h>

using uws::callback::ReceiverBook;
using uws::callback::ReceiverState;

TEST_CASE("receivers are named shortly, and all beyond a thousand together") {
  ReceiverBook book;
  for (int i = 0; i < 1'005; ++i) {
    book.count("https://host-" + std::to_string(1'000'000 + i) + ":443",
               ReceiverBook::Outcome::delivered);
  }
  const auto delivered = book.read(ReceiverBook::kDelivered);
  CHECK(delivered.size() == 1'001);
  CHECK(delivered.at("host-1000000:443") == 1);
  CHECK(delivered.at("other") == 5);
  CHECK(book.read(ReceiverBook::kFailed).at("other") == 0);
}

TEST_CASE("a receiver's state, queue and sends are told") {
  ReceiverBook book;
  const std::string receiver = "http://old.example:80";
  const auto now = uws::store::now_ms();
  book.set_queues({{receiver, 3, now - 60'000}});
  book.count(receiver, ReceiverBook::Outcome::failed);
  book.set_state(receiver, ReceiverState::down, now + 100'000, "HTTP 503");
  const std::string label = "old.example:80";
  CHECK(book.read(ReceiverBook::kState).at(label) == 1);
  CHECK(book.read(ReceiverBook::kQueued).at(label) == 3);
  CHECK(book.read(ReceiverBook::kOldest).at(label) >= 60);
  CHECK(book.read(ReceiverBook::kProbe).at(label) > 50);
  CHECK(book.read(ReceiverBook::kFailed).at(label) == 1);
  book.set_state(receiver, ReceiverState::open);
  book.set_queues({});
  CHECK(book.read(ReceiverBook::kState).at(label) == 0);
  CHECK(book.read(ReceiverBook::kQueued).at(label) == 0);
  CHECK(book.read(ReceiverBook::kProbe).at(label) == 0);
  REQUIRE(book.all().size() == 1);
  CHECK(book.all()[0].failed == 1);
}
