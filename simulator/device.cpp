#include "simulator/device.h"

namespace uws::simulator {
namespace {

// The order in which the platform lists a device's identifiers.
constexpr const char* kKinds[] = {"mdn", "msisdn", "min",  "imei", "iccid",
                                  "eid", "imsi",   "meid", "esn"};

// Bills close on the ninth of the month after `time`.
std::string billing_cycle_end(TimePoint time) {
  const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(time));
  const auto month = std::chrono::year_month(date.year(), date.month()) + std::chrono::months(1);
  return format_zoned(std::chrono::sys_days(month / 9));
}

}  // namespace

std::string Device::id(const std::string& kind) const {
  const auto found = ids.find(kind);
  return found == ids.end() ? std::string{} : found->second;
}

Json ids_json(const Device& device, std::string_view only) {
  auto list = Json::array();
  for (const char* kind : kKinds) {
    const auto found = device.ids.find(kind);
    if (found == device.ids.end() || (!only.empty() && only != kind)) continue;
    list.push_back({{"id", found->second}, {"kind", kind}});
  }
  return list;
}

void set_custom_fields(Device& device, const Json& fields) {
  if (!fields.is_array()) return;
  for (const auto& field : fields) {
    device.custom_fields[text_of(field, "key")] = text_of(field, "value");
  }
}

std::string state_title(const Device& device) {
  auto title = device.state;
  if (!title.empty()) title[0] = static_cast<char>(title[0] - 'a' + 'A');
  return title;
}

Json device_json(const Device& device, const std::string& default_group) {
  auto groups = Json::array();
  for (const auto& group : device.groups) groups.push_back(group);
  if (groups.empty()) groups.push_back(default_group);
  auto attributes = Json::array();
  if (!device.cost_center.empty()) add_pair(attributes, "CostCenterCode", device.cost_center);
  if (!device.sku.empty()) add_pair(attributes, "SkuNumber", device.sku);
  if (!device.ip_pool.empty()) add_pair(attributes, "CarrierIpPoolName", device.ip_pool);
  for (const auto& [name, value] : device.labels) add_pair(attributes, name, value);
  add_pair(attributes, "DeviceId", std::to_string(device.number));
  auto fields = Json::array();
  for (const auto& [key, value] : device.custom_fields) add_pair(fields, key, value);
  Json json = {{"accountName", device.account},
               {"billingCycleEndDate", billing_cycle_end(device.created)},
               {"carrierInformations", Json::array({{{"carrierName", "Verizon Wireless"},
                                                     {"servicePlan", device.plan},
                                                     {"state", device.state}}})},
               {"connected", device.connected},
               {"createdAt", format_zoned(device.created)},
               {"customFields", fields},
               {"deviceIds", ids_json(device)},
               {"extendedAttributes", attributes},
               {"groupNames", groups},
               {"ipAddress", device.ip_address}};
  if (device.last_activation != TimePoint{}) {
    json["lastActivationBy"] = "Demo User";
    json["lastActivationDate"] = format_zoned(device.last_activation);
  }
  if (device.last_connection != TimePoint{}) {
    json["lastConnectionDate"] = format_zoned(device.last_connection);
  }
  return json;
}

}  // namespace uws::simulator
