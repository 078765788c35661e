#include "bridge/door/counted_clients.h"

#include <memory>
#include <string>

#include "bridge/door/front_door.h"
#include "bridge/door/soap_request.h"
#include "mapping/operations.h"

namespace uws::door {
namespace {

struct Counting {
  AddressRules rules;
  const owner::LiveContract* owner;
  census::Census& census;
};

boost::asio::awaitable<http::Response> count(std::shared_ptr<const Counting> counting,
                                             const http::Handler& handler, http::Request request) {
  const auto owners = counting->owner ? counting->owner->current() : owner::Shared();
  const auto* plan = owners ? &owners->plan() : nullptr;
  const bool call = request.method != "GET" &&
                    find_place(request.path, owners.get()).kind != Place::Kind::nowhere;
  const auto* operation = call ? find_operation(read_soap_action(request), plan) : nullptr;
  const auto caller = caller_of(request, counting->rules);
  // The request goes its own way.
  const std::string address(caller.address), agent(caller.habits.user_agent);
  auto pending = handler(std::move(request));
  auto response = co_await std::move(pending);
  if (call) {
    counting->census.see({address, caller.tls, {agent, caller.habits.prefix, caller.habits.marks}},
                         operation ? full_name(*operation) : std::string(),
                         response.status / 100 != 2, store::now_ms());
  }
  co_return response;
}

}  // namespace

census::Caller caller_of(const http::Request& request, const AddressRules& rules) {
  return {client_address(request, rules), client_tls(request, rules), census::habits_of(request)};
}

http::HandlerFactory counted_clients(http::HandlerFactory handlers, AddressRules rules,
                                     const owner::LiveContract* owner, census::Census& census) {
  const auto counting = std::make_shared<const Counting>(Counting{std::move(rules), owner, census});
  return [handlers = std::move(handlers), counting](boost::asio::io_context& io) -> http::Handler {
    return [handler = handlers(io), counting](http::Request request) {
      return count(counting, handler, std::move(request));
    };
  };
}

}  // namespace uws::door
