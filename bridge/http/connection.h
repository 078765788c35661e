#pragma once
// One accepted connection over any stream: reads requests in order, asks the handler, answers.
//
// Stream: an Asio stream over a TCP socket, with its StreamTraits.

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/error.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "bridge/http/await.h"
#include "bridge/http/body_budget.h"
#include "bridge/http/connection_base.h"
#include "bridge/http/request_parser.h"
#include "bridge/http/response_head.h"
#include "bridge/http/stream_traits.h"

namespace uws::http {

template <class Stream>
class Connection final : public ConnectionBase {
 public:
  Connection(std::shared_ptr<Listener> listener, Stream stream, std::string peer)
      : ConnectionBase(std::move(listener), stream.get_executor(), std::move(peer)),
        stream_(std::move(stream)) {}

  void start() override {
    auto self = std::static_pointer_cast<Connection>(shared_from_this());
    asio::co_spawn(stream_.get_executor(), serve(std::move(self)), asio::detached);
  }

 private:
  using Traits = StreamTraits<Stream>;

  // How reading a part of a request ended: kRead, kGone, or the status that refuses it.
  static constexpr int kRead = 0;
  static constexpr int kGone = -1;

  // The last resort against a peer that will not close: what is still coming in is read away for
  // this long, so that the kernel does not reset the connection under the answer.
  static constexpr std::chrono::milliseconds kLinger{5'000};
  static constexpr std::chrono::milliseconds kShortLinger{1'000};
  static constexpr std::size_t kIdleRead = 2 * 1024;
  static constexpr std::size_t kKeptBuffer = 8 * 1024;

  Socket& socket() override { return stream_.lowest_layer(); }

  static asio::awaitable<void> serve(std::shared_ptr<Connection> self) {
    try {
      // A handshake is no request yet: who does not go on with it gives way like an idle one.
      auto const handshake = self->listener().limits().header_timeout;
      bool const may_give_way = Traits::kTls && !self->is_turned_away();
      may_give_way ? self->enter_idle(handshake) : self->set_deadline(handshake);
      auto const failure = co_await Traits::open(self->stream_);
      if (may_give_way && !failure) self->leave_idle();
      if (failure) ++self->listener().counters().handshake_failures;
      if (!failure && self->is_turned_away()) co_await self->say_no_room();
      bool more = !failure && !self->is_turned_away();
      while (more) more = co_await self->exchange();
    } catch (const std::exception&) {
      // Out of memory or descriptors: this connection ends, the others go on.
    }
    self->over();
  }

  asio::awaitable<void> say_no_room() {
    ++listener().counters().turned_away;
    Response response;
    response.status = 503;
    bool const sent = co_await answer(response, AfterAnswer::close, true);
    if (sent) co_await hang_up(true, kShortLinger);
  }

  // One request and its answer; false when the connection is to end.
  asio::awaitable<bool> exchange() {
    bool const begun = co_await wait_for_request();
    if (!begun) {
      // A TLS peer is told that nothing was cut off.
      if (Traits::kTls) co_await hang_up(false);
      co_return false;
    }
    RequestParser parser(listener().limits());
    BodyBudget budget(listener().limits().max_buffered_bytes);
    Response refusal;
    refusal.status = 0;
    int const outcome = co_await read_request(parser, budget, refusal);
    if (outcome == kGone) co_return false;
    if (outcome != kRead) {
      refusal.status = outcome;
      bool const has_body = parser.request().method != "HEAD";
      co_await answer(refusal, AfterAnswer::close, has_body);
      co_await hang_up(true);
      co_return false;
    }
    clear_deadline();
    count_request();
    bool const keep = parser.keep_alive();
    bool const has_body = parser.request().method != "HEAD";
    bool const old = parser.request().version < 11;
    give_buffer_back();
    Response response = co_await ask(parser.take());
    auto const& breaks_off = listener().group().listen().breaks_off;
    if (breaks_off && breaks_off(response)) {
      reset();
      co_return false;
    }
    auto after = old ? AfterAnswer::keep_and_say_so : AfterAnswer::keep_silently;
    bool const wound_up = listener().draining() && buffer_.size() == 0 && !more_came();
    if (!keep || response.close || wound_up) after = AfterAnswer::close;
    bool const sent = co_await answer(response, after, has_body);
    if (sent && after != AfterAnswer::close) co_return true;
    // The close_notify of a TLS peer is still to come.
    if (sent) co_await hang_up(Traits::kTls || buffer_.size() > 0 || has_unread_input());
    co_return false;
  }

  bool more_came() { return Traits::holds_input(stream_) || has_unread_input(); }

  // Idle until the first bytes of a request are there; empty lines before it are skipped.
  asio::awaitable<bool> wait_for_request() {
    enter_idle(listener().limits().idle_timeout);
    for (;;) {
      if (skip_empty_lines()) break;
      give_buffer_back();
      auto const failure = co_await read_first();
      if (failure) {
        bool const came_just_now = failure == asio::error::operation_aborted && more_came();
        if (!came_just_now) co_return false;
        set_deadline(listener().limits().header_timeout);
      }
    }
    leave_idle();
    co_return true;
  }

  // Whatever comes first; the buffer is there only from then on.
  asio::awaitable<boost::system::error_code> read_first() {
    if constexpr (!Traits::kTls) {
      auto [failure] = co_await stream_.async_wait(Socket::wait_read, kAwait);
      if (failure) co_return failure;
    }
    auto const room = buffer_.prepare(kIdleRead);
    auto [failure, bytes] = co_await stream_.async_read_some(room, kAwait);
    buffer_.commit(bytes);
    co_return failure;
  }

  // Nobody who is idle or waits for an answer holds a buffer; under TLS a small one is kept, as
  // nothing tells there that input has come but reading it.
  void give_buffer_back() {
    bool const kept = Traits::kTls && buffer_.capacity() <= kKeptBuffer;
    if (buffer_.size() == 0 && !kept) buffer_.shrink_to_fit();
  }

  // Whether something else is there: a CR may still be half an empty line.
  bool skip_empty_lines() {
    for (;;) {
      auto const* text = static_cast<const char*>(buffer_.cdata().data());
      auto const size = buffer_.size();
      if (size == 0 || (size == 1 && text[0] == '\r')) return false;
      if (text[0] != '\r' || text[1] != '\n') return true;
      buffer_.consume(2);
    }
  }

  // `refusal` is the answer when the outcome is a status.
  asio::awaitable<int> read_request(RequestParser& parser, BodyBudget& budget, Response& refusal) {
    set_deadline(listener().limits().header_timeout);
    int outcome = kRead;
    for (;;) {
      outcome = parser.advance_head(buffer_);
      if (outcome != kRead || parser.is_header_done()) break;
      outcome = co_await read_more(parser.wanted());
      if (outcome != kRead) break;
    }
    if (outcome == kRead && !may_ask()) outcome = 503;
    bool const none_came = buffer_.size() == 0;
    if (outcome == kRead) outcome = parser.advance_body(buffer_);
    if (outcome == kRead && !parser.is_done()) {
      outcome = co_await check_head(parser, refusal);
      if (outcome == kRead && none_came && parser.expects_continue()) outcome = co_await go_on();
      if (outcome == kRead) outcome = co_await read_body(parser, budget);
    }
    if (outcome > 0 && refusal.status == 0) count_refusal(outcome);
    co_return outcome;
  }

  // What the server's owner says of a request whose body is still to come.
  asio::awaitable<int> check_head(const RequestParser& parser, Response& refusal) {
    auto const& check = listener().group().head_check();
    if (!check) co_return kRead;
    clear_deadline();
    std::optional<Response> refused;
    bool failed = false;
    try {
      auto pending = check(parser.request());
      refused = co_await std::move(pending);
    } catch (...) {
      failed = true;
    }
    if (failed) ++listener().counters().handler_errors;
    if (failed) co_return 500;
    if (!refused) co_return kRead;
    refusal = std::move(*refused);
    co_return refusal.status;
  }

  asio::awaitable<int> go_on() {
    constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    bool const sent = co_await write(kContinue, std::string_view{});
    co_return sent ? kRead : kGone;
  }

  asio::awaitable<int> read_body(RequestParser& parser, BodyBudget& budget) {
    set_deadline(listener().limits().body_timeout);
    for (;;) {
      int outcome = co_await read_more(parser.wanted());
      if (outcome == kRead) outcome = parser.advance_body(buffer_);
      if (outcome != kRead || parser.is_done()) co_return outcome;
      if (!budget.hold(parser.request().body.size())) {
        ++listener().counters().over_budget;
        co_return 503;
      }
    }
  }

  asio::awaitable<int> read_more(std::size_t wanted) {
    auto const room = buffer_.prepare(wanted);
    auto [failure, bytes] = co_await stream_.async_read_some(room, kAwait);
    buffer_.commit(bytes);
    if (!failure) co_return kRead;
    if (failure == asio::error::operation_aborted && expired()) co_return 408;
    co_return failure == asio::error::eof ? 400 : kGone;
  }

  asio::awaitable<Response> ask(Request request) {
    request.peer = peer();
    request.tls = Traits::kTls;
    request.tls_version = Traits::version(stream_);
    Response response;
    bool failed = false;
    try {
      asio::awaitable<Response> pending = listener().handler()(std::move(request));
      response = co_await std::move(pending);
    } catch (...) {
      failed = true;
    }
    if (failed) {
      ++listener().counters().handler_errors;
      response = Response{};
      response.status = 500;
    }
    co_return response;
  }

  // Header and body leave in one gathered write. Nearly always the kernel takes all of it at once.
  asio::awaitable<bool> answer(const Response& response, AfterAnswer after, bool has_body) {
    head_.clear();
    append_response_head(head_, response, after);
    std::string_view head = head_, body;
    if (has_body) body = response.body;
    take_off(Traits::write_now(stream_, head, body), head, body);
    bool sent = true;
    if (!head.empty() || !body.empty()) sent = co_await write(head, body);
    co_return sent;
  }

  // The deadline moves with every byte the peer takes.
  asio::awaitable<bool> write(std::string_view head, std::string_view body) {
    while (!head.empty() || !body.empty()) {
      set_write_deadline();
      std::array<asio::const_buffer, 2> const parts{asio::const_buffer(head.data(), head.size()),
                                                    asio::const_buffer(body.data(), body.size())};
      auto [failure, bytes] = co_await stream_.async_write_some(parts, kAwait);
      if (failure) co_return false;
      take_off(bytes, head, body);
    }
    co_return true;
  }

  static void take_off(std::size_t bytes, std::string_view& head, std::string_view& body) {
    auto const of_head = std::min(bytes, head.size());
    head.remove_prefix(of_head);
    body.remove_prefix(bytes - of_head);
  }

  asio::awaitable<void> hang_up(bool linger, std::chrono::milliseconds patience = kLinger) {
    set_deadline(patience);
    co_await Traits::close_sending(stream_);
    if (!linger) co_return;
    for (;;) {
      buffer_.clear();
      auto const room = buffer_.prepare(kKeptBuffer);
      auto [failure, bytes] = co_await Traits::transport(stream_).async_read_some(room, kAwait);
      if (failure || expired()) break;
    }
  }

  void count_refusal(int status) {
    auto& counters = listener().counters();
    if (status == 408) {
      ++counters.timeouts;
    } else if (status == 413 || status == 431) {
      ++counters.too_large;
    } else if (status == 400 || status == 417) {
      ++counters.bad_requests;
    }
  }

  Stream stream_;
  boost::beast::flat_buffer buffer_;
  std::string head_;
};

}  // namespace uws::http
