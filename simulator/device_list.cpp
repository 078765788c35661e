// Lists of devices that are answered at once.

#include <algorithm>

#include "base/text.h"
#include "simulator/async_request.h"
#include "simulator/routes.h"
#include "simulator/world.h"

namespace uws::simulator {
namespace {

constexpr std::chrono::days kLongestMismatchSpan{93};
constexpr std::chrono::sys_days kFirstMismatchDay =
    std::chrono::year{2017} / std::chrono::November / std::chrono::day{1};

struct Wanted {
  Filter filter;
  std::string state, carrier;
  std::optional<TimePoint> earliest, latest;
  Json identifiers;        // filter.deviceIdentifierFilters
  std::int64_t after = 0;  // largestDeviceIdSeen
  std::size_t page = 2'000;
};

std::int64_t number_of(const Json& value) {
  if (value.is_number_integer()) return value.get<std::int64_t>();
  return value.is_string() ? number_in(value.get_ref<const std::string&>()).value_or(0) : 0;
}

Wanted wanted_of(World& world, const Json& body) {
  Wanted wanted;
  wanted.filter = filter_of(body);
  wanted.state = base::lower(text_of(body, "currentState"));
  wanted.carrier = base::lower(text_of(body, "carrierNameFilter"));
  wanted.earliest = parse_time(text_of(body, "earliest"));
  wanted.latest = parse_time(text_of(body, "latest"));
  wanted.identifiers = member_of(member_of(body, "filter"), "deviceIdentifierFilters");
  wanted.after = number_of(member_of(body, "largestDeviceIdSeen"));
  wanted.page = world.settings.page_size;
  const auto most = number_of(member_of(body, "maxNumberOfDevices"));
  if (most > 0) wanted.page = std::min(wanted.page, static_cast<std::size_t>(most));
  return wanted;
}

bool has_identifier(const Device& device, const Json& search) {
  const auto own = device.ids.find(base::lower(text_of(search, "kind")));
  return own != device.ids.end() &&
         own->second.find(text_of(search, "contains")) != std::string::npos &&
         own->second.starts_with(text_of(search, "startswith")) &&
         own->second.ends_with(text_of(search, "endswith"));
}

bool is_wanted(World& world, const Device& device, const Wanted& wanted) {
  if (!wanted.filter.passes(world, device)) return false;
  if (!wanted.state.empty() && device.state != wanted.state) return false;
  if (!wanted.carrier.empty() && wanted.carrier != "verizon wireless") return false;
  if (wanted.earliest && device.created < *wanted.earliest) return false;
  if (wanted.latest && device.created > *wanted.latest) return false;
  const auto& ids = wanted.identifiers;
  return std::all_of(ids.begin(), ids.end(),
                     [&](const Json& search) { return has_identifier(device, search); });
}

Json shown(World& world, const Device& device) {
  return device_json(device, world.inventory.account(device.account)->default_group);
}

// The devices named one by one: `listed` is [{deviceIds}] or [{id,kind}].
Reply named_devices(World& world, const Json& listed, const std::string& account) {
  const auto targets = select_devices(world, listed, {account, {}, {}, Json()});
  if (!targets) return targets.error();
  auto devices = Json::array();
  for (const auto& target : *targets) {
    if (const auto* device = world.inventory.device(target.number)) {
      devices.push_back(shown(world, *device));
    }
  }
  return {200, {{"hasMoreData", false}, {"devices", std::move(devices)}}};
}

Json category(const char* name, const std::vector<std::pair<const char*, std::string>>& values) {
  auto attributes = Json::array();
  for (const auto& [key, value] : values) add_pair(attributes, key, value);
  return {{"categoryName", name}, {"extendedAttributes", attributes}};
}

std::optional<Reply> refuse_mismatch_dates(std::optional<TimePoint> earliest,
                                           std::optional<TimePoint> latest) {
  const char* why = nullptr;
  if (!earliest || !latest) {
    why = "The filter needs earliest and latest.";
  } else if (*earliest < kFirstMismatchDay) {
    why = "The earliest date is before 2017-11-01.";
  } else if (*latest < *earliest) {
    why = "The latest date is before the earliest.";
  } else if (*latest - *earliest > kLongestMismatchSpan) {
    why = "The dates are more than three months apart.";
  }
  if (!why) return std::nullopt;
  return failure("REQUEST_FAILED.UnexpectedError", why);
}

// Without account, group and devices: every device of the user's accounts.
Selection select_mismatches(World& world, const Call& call) {
  const auto& listed = member_of(call.body, "devices");
  const Filter filter{call.account, text_of(call.body, "groupName"), {}, Json()};
  if (!listed.empty() || !filter.account.empty() || !filter.group.empty()) {
    return select_devices(world, listed, filter);
  }
  std::vector<Target> all;
  for (const auto& [number, device] : world.inventory.devices()) {
    all.push_back({ids_json(device), number});
  }
  return all;
}

Reply list_devices(World& world, const Call& call) {
  if (const auto& one = member_of(call.body, "deviceId"); !one.is_null()) {
    return named_devices(world, Json::array({one}), call.account);
  }
  if (const auto& list = member_of(call.body, "deviceList"); list.is_array() && !list.empty()) {
    return named_devices(world, list, call.account);
  }
  const auto wanted = wanted_of(world, call.body);
  Page page{wanted.page};
  const auto& all = world.inventory.devices();
  for (auto at = all.upper_bound(wanted.after); at != all.end() && !page.more; ++at) {
    if (is_wanted(world, at->second, wanted)) page.add(shown(world, at->second));
  }
  return {page.status(), {{"hasMoreData", page.more}, {"devices", std::move(page.entries)}}};
}

Reply list_mismatches(World& world, const Call& call) {
  const auto& dates = member_of(call.body, "filter");
  const auto earliest = parse_time(text_of(dates, "earliest"));
  const auto latest = parse_time(text_of(dates, "latest"));
  if (auto refusal = refuse_mismatch_dates(earliest, latest)) return *refusal;
  const auto targets = select_mismatches(world, call);
  if (!targets) return targets.error();
  auto devices = Json::array();
  for (const auto& target : *targets) {
    const auto* device = world.inventory.device(target.number);
    // Every second device is said to have moved its SIM to another modem a day after activation.
    if (!device || device->last_activation == TimePoint{} || device->number % 2 == 0) continue;
    auto other = device->id("imei");
    if (!other.empty()) other.back() = other.back() == '0' ? '1' : '0';
    devices.push_back({{"accountName", device->account},
                       {"mdn", device->id("mdn")},
                       {"activationDate", format_zoned(device->last_activation)},
                       {"iccid", device->id("iccid")},
                       {"preImei", device->id("imei")},
                       {"postImei", other},
                       {"simOtaDate", format_zoned(*earliest + std::chrono::days(1))}});
  }
  // The platform answers blank when there are none.
  if (devices.empty()) return {200, Json()};
  return {200, {{"devices", std::move(devices)}}};
}

Reply extended_diagnostics(World& world, const Call& call) {
  const auto& list = member_of(call.body, "deviceList");
  if (list.size() != 1) return failure("INPUT_INVALID.NumberofDevices");
  const auto* device = device_of(world, list[0]);
  if (!device || device->account != call.account) return failure("REQUEST_FAILED.DeviceNotFound");
  const auto group = shown(world, *device)["groupNames"][0].get<std::string>();
  auto categories = Json::array(
      {category("DeviceIdentifier", {{"ICCID", device->id("iccid")},
                                     {"IMEI", device->id("imei")},
                                     {"MDN", device->id("mdn")},
                                     {"MSISDN", device->id("msisdn")}}),
       category("DeviceAttributes", {{"AccountName", device->account},
                                     {"GroupName", group},
                                     {"DeviceSku", device->sku},
                                     {"RatePlanCode", device->plan}}),
       category("Provisioning",
                {{"CreatedAt", format_utc(device->created)}, {"DeviceState", device->state}}),
       category("Connectivity", {{"Connected", device->connected ? "true" : "false"},
                                 {"LastConnectionDate", format_utc(device->last_connection)},
                                 {"IPAddress", device->ip_address}})});
  return {200,
          {{"accountName", call.account},
           {"deviceList", ids_json(*device)},
           {"categories", std::move(categories)}}};
}

}  // namespace

Routes device_list_routes() {
  static constexpr Route kRoutes[] = {
      {"POST /m2m/v1/devices/actions/list", list_devices, kGroup},
      {"POST /m2m/v1/devices/actions/list/imeiiccidmismatch", list_mismatches},
      {"POST /m2m/v1/devices/extendeddiagnostics/actions/list", extended_diagnostics, kAccount},
  };
  return kRoutes;
}

}  // namespace uws::simulator
