// Usage triggers.

#include "simulator/routes.h"
#include "simulator/world.h"

namespace uws::simulator {
namespace {

Reply unknown_trigger() {
  return failure("REQUEST_FAILED.UnexpectedError", "There is no such trigger.");
}

Reply shown(Json triggers) {
  Json list = {{"triggers", std::move(triggers)}};
  return {200, Json::array({std::move(list)})};
}

// Copies what the request names into the form in which triggers are listed.
void set_members(Json& trigger, const Json& body) {
  static constexpr std::pair<const char*, const char*> kTexts[] = {
      {"accountName", "accountName"},
      {"groupName", "groupName"},
      {"name", "triggerName"},
      {"triggerName", "triggerName"},
      {"triggerCategory", "triggerCategory"},
      {"triggerCycle", "triggerCycle"},
      {"cycleType", "triggerCycle"}};
  for (const auto& [from, to] : kTexts) {
    if (body.contains(from) && body[from].is_string()) trigger[to] = body[from];
  }
  for (const char* part : {"dataTriggerRequest", "sessionTriggerRequest", "smsTriggerRequest"}) {
    const auto& limits = member_of(body, part);
    for (const char* name : {"comparator", "smsType", "thresholdUnit"}) {
      if (const auto text = text_of(limits, name); !text.empty()) trigger[name] = text;
    }
    const auto& threshold = member_of(limits, "threshold");
    if (threshold.is_number_integer()) {
      trigger["threshold"] = std::to_string(threshold.get<std::int64_t>());
    }
  }
}

Reply create_trigger(World& world, const Call& call) {
  const auto id = make_guid();
  const auto now = format_utc(world.clock.now());
  Json trigger = {{"accountName", call.account_or_default()},
                  {"createdAt", now},
                  {"modifiedAt", now},
                  {"organizationName", "Example Fleet"},
                  {"triggerId", id}};
  set_members(trigger, call.body);
  world.triggers[id] = std::move(trigger);
  return {200, {{"triggerId", id}}};
}

Reply list_triggers(World& world, const Call&) {
  auto triggers = Json::array();
  for (const auto& [id, trigger] : world.triggers) triggers.push_back(trigger);
  return shown(std::move(triggers));
}

Reply show_trigger(World& world, const Call& call) {
  const auto found = world.triggers.find(call.parameters.at("triggerId"));
  if (found == world.triggers.end()) return unknown_trigger();
  return shown(Json::array({found->second}));
}

Reply update_trigger(World& world, const Call& call) {
  const auto found = world.triggers.find(text_of(call.body, "triggerId"));
  if (found == world.triggers.end()) return unknown_trigger();
  set_members(found->second, call.body);
  found->second["modifiedAt"] = format_utc(world.clock.now());
  return {200, {{"triggerId", found->first}}};
}

Reply delete_trigger(World& world, const Call& call) {
  const auto id = call.parameters.at("triggerId");
  if (world.triggers.erase(id) == 0) return unknown_trigger();
  return {200, {{"triggerId", id}}};
}

}  // namespace

Routes trigger_routes() {
  static constexpr Route kRoutes[] = {
      {"GET /m2m/v1/triggers", list_triggers},
      {"PUT /m2m/v1/triggers", update_trigger},
      {"POST /m2m/v1/triggers", create_trigger},
      {"GET /m2m/v1/triggers/{triggerId}", show_trigger},
      {"DELETE /m2m/v1/triggers/{triggerId}", delete_trigger},
  };
  return kRoutes;
}

}  // namespace uws::simulator
