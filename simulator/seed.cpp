#include "simulator/seed.h"

#include <cstdio>

namespace uws::simulator {
namespace {

// First of January 2024, UTC; each device is created a minute after the one before.
constexpr TimePoint kEpoch = std::chrono::sys_days(std::chrono::year(2024) / 1 / 1);

// An msisdn is the mdn with 1 before it, and comes with it.
constexpr const char* kNamed = R"([
  {"account": "0212345678-00001", "state": "active", "plan": "m2m_4G", "group": "West Region",
   "field": "Fleet 7", "ids": {"iccid": "89148000000800784259", "imei": "990003420535573",
                               "mdn": "5096300587", "min": "5096300587"}},
  {"account": "0212345678-00001", "state": "active", "plan": "M2MSHR5GB", "group": "East Region",
   "field": "Fleet 8", "ids": {"iccid": "89148000000800139708", "imei": "990013907835573",
                               "mdn": "5096300588"}},
  {"account": "0212345678-00001", "state": "suspend", "plan": "m2m_4G",
   "ids": {"iccid": "89141390780800784259", "imei": "990013907884259", "mdn": "5096300589"}},
  {"account": "0212345678-00001", "state": "deactive", "plan": "m2m_4G",
   "ids": {"iccid": "89141390780800735573", "imei": "990013907884260"}},
  {"account": "0212345678-00001", "state": "pre-active",
   "ids": {"iccid": "89141390780800735574", "imei": "990013907884261"}},
  {"account": "0212345678-00001", "state": "active", "plan": "M2M5GB", "group": "West Region",
   "ids": {"eid": "89033023422222222222222222222222", "iccid": "89148000000800139709",
           "imei": "990013907884262", "mdn": "5096300590"}},
  {"account": "0212345678-00002", "state": "active", "plan": "M2M5GB",
   "ids": {"iccid": "89148000000900000018", "imei": "990003420600018", "mdn": "5096301001"}},
  {"account": "0212345678-00002", "state": "pre-active",
   "ids": {"iccid": "89148000000900000026", "imei": "990003420600026"}}
])";

std::string digits(const char* pattern, unsigned long long number) {
  char text[48];
  std::snprintf(text, sizeof text, pattern, number);
  return text;
}

Device make_device(World& world, const std::string& account, const std::string& state,
                   const std::string& plan) {
  const auto count = world.inventory.devices().size();
  Device device;
  device.account = account;
  device.state = state;
  device.plan = plan;
  device.created = kEpoch + std::chrono::minutes(count);
  device.ip_pool = "POOL-DYNAMIC";
  if (state != kPreActive) {
    device.last_activation = device.created + std::chrono::seconds(19);
    device.last_connection = device.last_activation + std::chrono::hours(30);
    device.history.push_back({device.last_activation, "Activate", plan});
    const auto host = count + 1;
    device.ip_address =
        "10.224." + std::to_string(host / 250 % 250) + "." + std::to_string(host % 250 + 1);
    device.connected = state == kActive && count % 3 == 0;
  }
  if (state == kSuspended) {
    device.history.push_back({device.last_activation + std::chrono::hours(40), "Suspend", plan});
  } else if (state == kDeactive) {
    device.history.push_back({device.last_activation + std::chrono::hours(40), "Deactivate", plan});
  }
  return device;
}

void add_named(World& world) {
  for (const auto& entry : Json::parse(kNamed)) {
    auto device = make_device(world, text_of(entry, "account"), text_of(entry, "state"),
                              text_of(entry, "plan"));
    device.ids = entry["ids"].get<decltype(device.ids)>();
    if (const auto mdn = device.id("mdn"); !mdn.empty()) device.ids["msisdn"] = "1" + mdn;
    if (const auto group = text_of(entry, "group"); !group.empty()) device.groups.push_back(group);
    const auto field = text_of(entry, "field");
    if (!field.empty()) device.custom_fields["CustomField1"] = field;
    world.inventory.add(std::move(device));
  }
}

void add_synthetic(World& world, std::size_t count) {
  for (std::size_t i = 1; i <= count; ++i) {
    auto device = make_device(world, kDefaultAccount, kActive, "m2m_4G");
    device.ids = {{"iccid", digits("8914800001%010llu", i)},
                  {"imei", digits("99001%010llu", i)},
                  {"mdn", digits("720%07llu", i)},
                  {"msisdn", digits("1720%07llu", i)}};
    world.inventory.add(std::move(device));
  }
}

void add_messages(World& world) {
  auto& box = world.sms[kDefaultAccount];
  const auto* device = world.inventory.find("iccid", "89148000000800784259");
  for (const char* text : {"engine on", "engine off", "battery low"}) {
    const auto number = ++box.last_number;
    box.queue.push_back(
        {number, ids_json(*device), text, kEpoch + std::chrono::hours(24 * number)});
  }
}

}  // namespace

void seed(World& world) {
  world.sessions.add_user("demo", "demo");
  world.inventory.plans() = {{"M2M5GB", "M2M5GB", "84637", 5'242'880},
                             {"M2MSHR5GB", "2MSHR5GB", "84638", 5'242'880},
                             {"m2m_4G", "m2m_4G", "84639", 0},
                             {"m2m4G", "m2m4G", "84640", 0},
                             {"Tablet5GB", "Tablet5GB", "84641", 5'242'880},
                             {"NTL200TALK", "TNTL200TALK", "74644", 0}};
  for (const char* name : {kDefaultAccount, kOtherAccount}) {
    auto& account = world.inventory.add_account(name);
    account.groups["West Region"] = {"Devices in the west", false};
    account.groups["East Region"] = {"Devices in the east", false};
  }
  add_named(world);
  add_synthetic(world, world.settings.devices);
  add_messages(world);
}

}  // namespace uws::simulator
