#pragma once
// Accounts, their plans and groups, and all devices.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "simulator/device.h"
#include "simulator/json.h"

namespace uws::simulator {

struct Plan {
  std::string code, name, carrier_code;
  std::int64_t size_kb = 0;
};

struct Group {
  std::string description;
  bool is_default = false;
};

struct Account {
  std::string name;
  std::map<std::string, Group> groups;  // one of them is the default
  std::string default_group;
};

// Device numbers start here, so that a paging cursor tells by its size whether it is a device's
// number or a count of entries: the sources do not say which one `next` is, both are understood.
inline constexpr std::int64_t kFirstNumber = 10'000'001;

class Inventory {
 public:
  Account& add_account(const std::string& name);
  Account* account(const std::string& name);
  std::vector<Plan>& plans() { return plans_; }
  // Whether the device counts as a member: of the default group when it is in no other.
  bool in_group(const Device& device, const std::string& group);
  // Plans are the same for every account; `text` is a code, a name or the carrier's code.
  const Plan* plan(const std::string& text) const;

  // Gives the device its number.
  Device& add(Device device);
  void remove(std::int64_t number);
  Device* device(std::int64_t number);
  // By one identifier, kind without case; null when there is none.
  Device* find(const std::string& kind, const std::string& id);
  // Sets identifiers of a device, replacing those of the same kind.
  void set_ids(Device& device, const std::map<std::string, std::string>& ids);
  // All, by number, which is also the order of creation.
  std::map<std::int64_t, Device>& devices() { return devices_; }

 private:
  std::map<std::string, Account> accounts_;
  std::vector<Plan> plans_;
  std::map<std::int64_t, Device> devices_;
  std::unordered_map<std::string, std::int64_t> index_;  // "kind:id"
  std::int64_t last_number_ = kFirstNumber - 1;
};

}  // namespace uws::simulator
