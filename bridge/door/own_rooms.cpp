#include "bridge/door/own_rooms.h"

#include <memory>
#include <utility>

#include "bridge/rest/shared.h"

namespace uws::door {
namespace {

struct OwnRooms {
  OwnRooms(boost::asio::io_context& io, const PlatformSettings& settings,
           store::Registrar& registrar, rest::RestCounters& counters, ops::Events& events,
           std::shared_ptr<rest::Shared> shared)
      : http(io, settings.http),
        rest(io, http, settings.rest, counters, events, std::move(shared)),
        rooms{rest,
              registrar,
              settings.rest.timeout,
              {settings.max_response_bytes, settings.go_to_state_path,
               [&events](std::string_view text) { return events.redacted(text); }, settings.workers,
               settings.keep_asked}} {}

  http::Client http;
  rest::Client rest;
  exchange::Rooms rooms;
};

}  // namespace

ExchangeFactory own_rooms(PlatformSettings settings, store::Registrar& registrar,
                          rest::RestCounters& counters, ops::Events& events) {
  auto shared = std::make_shared<rest::Shared>(settings.rest, counters, events);
  return [=, &registrar, &counters, &events](boost::asio::io_context& io) -> Exchange {
    auto own = std::make_shared<OwnRooms>(io, settings, registrar, counters, events, shared);
    return [own](const mapping::Operation& operation, soap::Decoded request) {
      return exchange::exchange(operation, std::move(request), own->rooms);
    };
  };
}

}  // namespace uws::door
