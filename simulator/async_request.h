#pragma once
// Asynchronous requests: a request ID now, one callback per device later.

#include <functional>
#include <optional>
#include <string>
#include <variant>
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
};

using Selection = std::variant<std::vector<Target>, Reply>;  // the Reply is the refusal

// The devices of `listed` ([{deviceIds:[..]}], or [{id,kind}] each a device of its own) when it is
// a non-empty array, else those that pass `filter`. Refuses an unknown account or group, an empty
// or too large selection, and a list none of whose devices exists in the account.
Selection select_devices(World& world, const Json& listed, const Filter& filter);

// What became of one device: members of deviceResponse, or a fault.
struct Outcome {
  Json device_response = Json::object();
  std::string fault_code;  // "REQUEST_FAILED.DeviceNotFound"; empty = success
};

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

// select_devices and start_async in one: the usual asynchronous operation.
Reply start_selected(World& world, const std::string& callback_service, const Json& listed,
                     const Filter& filter, std::function<Outcome(World&, Device&)> apply);

// The same with one callback for the whole request: `build` gives its members besides requestId.
Reply start_async_once(World& world, const std::string& callback_service,
                       const std::string& account, std::function<Json(World&)> build);

// The account of the request: what it names, or the only one there is to name.
std::string account_or_default(const Json& body);

// The refusal of an account that is missing or unknown, or nothing.
std::optional<Reply> refuse_account(World& world, const std::string& account);

// The device a history or list request is about ({id, kind}); null when there is none.
Device* device_of(World& world, const Json& id);

// GET .../requests/{requestId}/status
Reply request_status(World& world, const Call& call);

}  // namespace uws::simulator
