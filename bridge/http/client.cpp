#include "bridge/http/client.h"

#include <algorithm>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <vector>

#include "bridge/http/curl_loop.h"

namespace uws::http {
namespace {

namespace asio = boost::asio;

// Starts the transfer and lets `handler` continue, by way of its own executor, when it is done or
// its cancellation slot asks for the end.
template <class Handler>
void start(const std::shared_ptr<CurlLoop>& loop, const std::shared_ptr<Transfer>& transfer,
           Handler&& handler) {
  auto slot = asio::get_associated_cancellation_slot(handler);
  if (slot.is_connected()) {
    slot.assign([weak_loop = std::weak_ptr(loop),
                 weak_transfer = std::weak_ptr(transfer)](asio::cancellation_type) {
      const auto alive = weak_loop.lock();
      const auto waiting = weak_transfer.lock();
      if (alive && waiting) alive->cancel(waiting, "call cancelled");
    });
  }
  auto work = asio::make_work_guard(handler);
  auto shared = std::make_shared<std::decay_t<Handler>>(std::forward<Handler>(handler));
  transfer->on_done = [shared, work](bool at_once) mutable {
    at_once ? asio::dispatch(std::move(*shared)) : asio::post(std::move(*shared));
    work.reset();
  };
  loop->start(transfer);
}

}  // namespace

struct Client::Impl {
  Impl(asio::io_context& context, ClientLimits wanted) : io(context), limits(std::move(wanted)) {}

  // The first with room, so that a quiet client has few loops.
  const std::shared_ptr<CurlLoop>& loop_for(const Transfer& transfer) {
    const auto found = std::ranges::find_if(
        loops, [&](const auto& loop) { return loop->has_room(transfer.origin()); });
    return found != loops.end() ? *found
                                : loops.emplace_back(std::make_shared<CurlLoop>(io, limits));
  }

  asio::io_context& io;
  const ClientLimits limits;
  std::vector<std::shared_ptr<CurlLoop>> loops;
};

Client::Client(asio::io_context& io, ClientLimits limits)
    : impl_(std::make_shared<Impl>(io, std::move(limits))) {}

Client::~Client() {
  for (const auto& loop : impl_->loops) loop->close();
}

asio::awaitable<tl::expected<ClientReply, ClientError>> Client::perform(ClientCall call) {
  const auto transfer = std::make_shared<Transfer>(std::move(call), impl_->limits);
  std::string defect = transfer->defect();
  if (!defect.empty()) {
    co_return tl::unexpected(ClientError{ClientFailure::other, false, std::move(defect)});
  }
  auto initiation = [loop = impl_->loop_for(*transfer), transfer](auto&& handler) {
    start(loop, transfer, std::forward<decltype(handler)>(handler));
  };
  auto finished = asio::async_initiate<const asio::use_awaitable_t<>, void()>(std::move(initiation),
                                                                              asio::use_awaitable);
  co_await std::move(finished);
  co_return transfer->take_result();
}

}  // namespace uws::http
