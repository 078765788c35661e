#pragma once
// The simulator's own pages, for tests and demonstrations; no bearer, no session.
//
//   GET    /sim/requests            REST calls seen, oldest first, secrets masked
//   DELETE /sim/requests            forgets them
//   GET    /sim/callbacks           callbacks and what became of them
//   POST   /sim/callbacks           {account, service, body}: sends a callback now
//   POST   /sim/sms                 {account, deviceIds, message}: a text from a device
//   POST   /sim/advance?minutes=N   moves the simulated clock
//   POST   /sim/faults              {spec, body}: adds a scripted fault; body = what is answered
//   DELETE /sim/faults              removes all
//   POST   /sim/tokens/revoke       makes every application token invalid

#include <map>
#include <string>

#include "simulator/faults.h"
#include "simulator/reply.h"

namespace uws::simulator {

struct ControlRequest {
  std::string method;
  std::string path;  // begins with "/sim/"
  std::map<std::string, std::string> query;
  Json body;  // null when there is none or it is no JSON
};

Reply control(World& world, FaultScript& faults, const ControlRequest& request);

// One entry of GET /sim/requests. `headers` as sent.
Json seen_request(const std::string& method, const std::string& target,
                  const std::vector<std::pair<std::string, std::string>>& headers,
                  const std::string& body);

}  // namespace uws::simulator
