#include "bridge/door/own_rooms.h"

#include <memory>
#include <utility>

namespace uws::door {
namespace {

struct OwnRooms {
  OwnRooms(boost::asio::io_context& io, const PlatformSettings& settings,
           store::Registrar& registrar, rest::RestCounters& counters, ops::Events& events)
      : http(io, settings.http),
        rest(io, http, settings.rest, counters, events),
        rooms{rest,
              registrar,
              settings.rest.timeout,
              {settings.max_response_bytes, settings.go_to_state_path,
               [&events](std::string_view text) { return events.redacted(text); },
               settings.workers}} {}

  http::Client http;
  rest::Client rest;
  exchange::Rooms rooms;
};

}  // namespace

ExchangeFactory own_rooms(PlatformSettings settings, store::Registrar& registrar,
                          rest::RestCounters& counters, ops::Events& events) {
  return [=, &registrar, &counters, &events](boost::asio::io_context& io) -> Exchange {
    auto own = std::make_shared<OwnRooms>(io, settings, registrar, counters, events);
    return [own](const mapping::Operation& operation, soap::Decoded request) {
      return exchange::exchange(operation, std::move(request), own->rooms);
    };
  };
}

}  // namespace uws::door
