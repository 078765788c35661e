#include "bridge/exchange/upstream.h"

#include <utility>

#include "mapping/common/faults.h"

namespace uws::exchange {

boost::asio::awaitable<mapping::Reply> LiveUpstream::ask(const mapping::RestCall& call) {
  auto reply = co_await rest_.perform(call, session_, deadline_);
  if (!reply) co_return mapping::NoReply{std::move(reply.error())};
  co_return std::move(*reply);
}

boost::asio::awaitable<mapping::Reply> LiveUpstream::ask(const mapping::StoreCall& call) {
  auto reply = co_await registrar_.perform(call, turn_, deadline_);
  if (!reply) {
    auto& error = reply.error();
    co_return mapping::NoReply{
        error.kind == store::ErrorKind::refused
            ? mapping::refuse_saying(mapping::kUnexpectedError, std::move(error.message))
            : mapping::internal_service_fault(std::move(error.message))};
  }
  co_return std::move(*reply);
}

}  // namespace uws::exchange
