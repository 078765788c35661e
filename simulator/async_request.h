#pragma once
// Asynchronous requests: a request ID now, one callback per device later.

#include <functional>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "simulator/device.h"
#include "simulator/reply.h"
#include "simulator/world.h"

namespace uws::simulator {

// A device a request is about.
struct Target {
  Json ids;                 // as the request names it, else all its identifiers
  std::int64_t number = 0;  // 0 = there is no such device
};

// Which devices a request means when it names none.
struct Filter {
  std::string account, group, plan;
  Json custom_fields;  // [{key,value}] or null

  bool passes(World& world, const Device& device) const;
};

// The filter that an object's members accountName (or account), groupName, servicePlan and
// customFields are.
Filter filter_of(const Json& object);

using Selection = tl::expected<std::vector<Target>, Reply>;  // the error is the refusal

// The devices of `listed` ([{deviceIds:[..]}], or [{id,kind}] each a device of its own) when it is
// a non-empty array, else those that pass `filter`. Refuses an unknown account or group, an empty
// or too large selection, and a list none of whose devices exists in the account.
Selection select_devices(World& world, const Json& listed, const Filter& filter);

// What became of one device: members of deviceResponse, or a fault.
struct Outcome {
  Json device_response = Json::object();
  std::string fault_code = {};  // "REQUEST_FAILED.DeviceNotFound"; empty = success
};

inline Outcome fault(const char* code) { return {Json::object(), code}; }
// What the callback of an activation tells.
Outcome activated(const Device& device);
// The device's state does not allow what was asked for.
inline Outcome wrong_state() { return fault("INPUT_INVALID.DeviceState.Invalid"); }

struct AsyncRequest {
  std::string callback_service;
  std::string account;  // whose listener hears of devices that do not exist
  std::vector<Target> targets;
  std::function<Outcome(World&, Device&)> apply;
  // Sent before the devices' own callbacks, under the same request ID.
  std::optional<Delivery> opening = std::nullopt;
  // A service that hears of each success once more, a callback delay later; empty = none.
  std::string confirming_service = {};
};

// Answers with a request ID. After the callback delay every device is changed and reported.
Reply start_async(World& world, AsyncRequest request);

// select_devices and start_async in one: the usual asynchronous operation. Without `listed` and
// `filter` they are the body's `devices` and members.
Reply start_selected(World& world, const std::string& callback_service, const Json& body,
                     std::function<Outcome(World&, Device&)> apply);
Reply start_selected(World& world, const std::string& callback_service, const Json& listed,
                     const Filter& filter, std::function<Outcome(World&, Device&)> apply);

// The same with one callback for the whole request: `build` gives its members besides requestId.
Reply start_async_once(World& world, const std::string& callback_service,
                       const std::string& account, std::function<Json(World&)> build);

// The device a history or list request is about ({id, kind}); null when there is none.
Device* device_of(World& world, const Json& id);
}  // namespace uws::simulator
