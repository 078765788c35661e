#include "simulator/control.h"

#include "base/text.h"
#include "simulator/world.h"

namespace uws::simulator {
namespace {

constexpr const char* kMask = "***";

void mask(Json& value) {
  if (!value.is_structured()) return;
  for (auto& [key, member] : value.items()) {
    const auto name = base::lower(key);
    if (member.is_string() && name.find("password") != std::string::npos) {
      member = kMask;
    } else {
      mask(member);
    }
  }
}

Reply done() { return {200, {{"done", true}}}; }

Reply bad(const std::string& what) { return {400, {{"error", what}}}; }

std::string account_in(const Json& body) {
  const auto account = text_of(body, "account");
  return account.empty() ? kDefaultAccount : account;
}

Reply list_deliveries(World& world) {
  auto list = Json::array();
  for (const auto& record : world.deliveries) {
    list.push_back({{"account", record.account},
                    {"service", record.service},
                    {"requestId", record.request_id},
                    {"url", record.url},
                    {"attempts", record.attempts},
                    {"state", record.state}});
  }
  return {200, std::move(list)};
}

Reply send_callback(World& world, const Json& body) {
  const auto account = account_in(body);
  const auto service = text_of(body, "service");
  const auto& callback = member_of(body, "body");
  if (service.empty() || !callback.is_object()) return bad("service and body are needed");
  if (!world.listeners.contains({account, service})) return {404, {{"error", "no listener"}}};
  world.deliver({account, service, callback});
  return done();
}

Reply advance(World& world, const std::map<std::string, std::string>& query) {
  const auto found = query.find("minutes");
  if (found == query.end()) return bad("minutes is needed");
  const auto minutes = number_in(found->second);
  if (!minutes) return bad("minutes must be a number");
  world.clock.advance(std::chrono::minutes(*minutes));
  return {200, {{"now", format_utc(world.clock.now())}}};
}

Reply receive(World& world, const Json& body) {
  const auto account = account_in(body);
  const auto& ids = member_of(body, "deviceIds");
  if (!ids.is_array() || !world.inventory.account(account)) return bad("deviceIds are needed");
  receive_sms(world, account, ids, text_of(body, "message"));
  return done();
}

Reply add_fault(FaultScript& faults, const Json& body) {
  const auto added = faults.add(text_of(body, "spec"), member_of(body, "body"));
  if (!added) return bad(added.error());
  return done();
}

}  // namespace

Reply control(World& world, FaultScript& faults, const ControlRequest& request) {
  const auto page = request.method + " " + request.path;
  if (page == "GET /sim/requests") {
    auto list = Json::array();
    for (const auto& seen : world.seen) list.push_back(seen);
    return {200, std::move(list)};
  }
  if (page == "DELETE /sim/requests") {
    world.seen.clear();
    return done();
  }
  if (page == "GET /sim/callbacks") return list_deliveries(world);
  if (page == "POST /sim/callbacks") return send_callback(world, request.body);
  if (page == "POST /sim/sms") return receive(world, request.body);
  if (page == "POST /sim/advance") return advance(world, request.query);
  if (page == "POST /sim/faults") return add_fault(faults, request.body);
  if (page == "DELETE /sim/faults") {
    faults.clear();
    return done();
  }
  if (page == "POST /sim/tokens/revoke") {
    world.oauth.revoke_all();
    return done();
  }
  return {404, {{"error", "no such page"}}};
}

Json seen_request(const std::string& method, const std::string& target,
                  const std::vector<std::pair<std::string, std::string>>& headers,
                  const std::string& body) {
  auto shown = Json::object();
  for (const auto& [name, value] : headers) {
    const auto key = base::lower(name);
    const bool secret = key == "authorization" || key == "vz-m2m-token";
    shown[name] = secret ? std::string(kMask) : value;
  }
  auto content = Json::parse(body, nullptr, false);
  if (content.is_discarded()) content = body;
  mask(content);
  return {{"method", method}, {"target", target}, {"headers", shown}, {"body", content}};
}

}  // namespace uws::simulator
