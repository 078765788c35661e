#pragma once
// One synthetic device.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "simulator/json.h"
#include "simulator/sim_time.h"

namespace uws::simulator {

inline constexpr const char* kActive = "active";
inline constexpr const char* kSuspended = "suspend";
inline constexpr const char* kDeactive = "deactive";
inline constexpr const char* kPreActive = "pre-active";

// A record of POST .../devices/history/actions/list.
struct ProvisioningEvent {
  TimePoint at;
  std::string type;  // "Activate", "Suspend", "Restore", "Deactivate", "Device Move", ...
  std::string plan;
};

struct Device {
  // The platform's own number of the device: the paging cursor, extended attribute DeviceId.
  std::int64_t number = 0;
  std::string account;
  std::map<std::string, std::string> ids;  // by kind, lower case: "iccid" -> "8914..."
  std::string state = kPreActive;
  std::string plan;
  std::string ip_address = "0.0.0.0";
  std::string ip_pool;
  std::vector<std::string> groups;                   // empty = the account's default group
  std::map<std::string, std::string> custom_fields;  // CustomField1..5
  std::string cost_center, sku, lead_id, smsr_oid;
  std::string service_name, state_name;  // set by goToState
  Json place_of_use;                     // primaryPlaceOfUse as given, null before
  std::vector<std::pair<std::string, std::string>> labels;
  bool connected = false;
  TimePoint created, last_activation, last_connection;
  std::vector<ProvisioningEvent> history;
  // Months of plan changes, for the limit of four a month.
  std::vector<TimePoint> plan_changes;

  // The identifier of that kind; empty when it has none.
  std::string id(const std::string& kind) const;
};

// [{"id":..,"kind":..}] of all identifiers, or of the one kind.
Json ids_json(const Device& device, std::string_view only = {});

// Sets what a list of {key, value} names; anything but an array is ignored.
void set_custom_fields(Device& device, const Json& fields);

// The state as callbacks spell it: "Active", "Suspend", "Deactive", "Pre-active".
std::string state_title(const Device& device);

// The device as POST .../devices/actions/list shows it.
Json device_json(const Device& device, const std::string& default_group);

}  // namespace uws::simulator
