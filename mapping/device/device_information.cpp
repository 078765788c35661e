#include "mapping/device/device_information.h"

#include <algorithm>

#include "mapping/parts/attributes.h"
#include "mapping/parts/devices.h"

namespace uws::mapping {
namespace {

std::unique_ptr<device__CarrierInformation> first_carrier(const JsonArray& list) {
  if (list.size() == 0) return nullptr;
  auto carrier = std::make_unique<device__CarrierInformation>();
  JsonObject first = list.object(0);
  carrier->CarrierName = first.text("carrierName");
  carrier->ServicePlan = first.text("servicePlan");
  carrier->State = first.text("state");
  // Read by nobody, and so noted.
  for (std::size_t i = 1; i < list.size(); ++i) list.object(i);
  return carrier;
}

std::unique_ptr<device__ArrayOfCustomFieldObj> custom_fields(const JsonArray& list) {
  auto fields = std::make_unique<device__ArrayOfCustomFieldObj>();
  for (JsonObject item : list) {
    auto field = std::make_unique<device__CustomFieldObj>();
    field->Name = item.text("key");
    field->Value = item.text("value");
    fields->CustomFieldObj.push_back(std::move(field));
  }
  return fields;
}

std::optional<std::string> group_names(const JsonArray& list) {
  std::optional<std::string> names;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto name = list.text(i);
    if (!name || name->empty()) continue;
    names = names ? *names + "," + *name : *name;
  }
  return names;
}

std::unique_ptr<common__ArrayOfDeviceIdentifier> identifiers(JsonArray list) {
  auto ids = soap_device_ids(std::move(list));
  for (auto& id : ids->DeviceIdentifier) {
    if (id->Kind) id->Kind = device_information_kind(std::move(*id->Kind));
  }
  return ids;
}

bool is_device_id(const std::unique_ptr<common__ExtendedAttributesObj>& attribute) {
  return attribute->Key == "DeviceId";
}

std::unique_ptr<common__ArrayOfExtendedAttributesObj> attributes(JsonArray list) {
  auto all = soap_extended_attributes(std::move(list));
  auto& items = all->ExtendedAttributesObj;
  std::stable_partition(items.begin(), items.end(),
                        [](const auto& attribute) { return !is_device_id(attribute); });
  return all;
}

// Sizes of WCF's output: <a:Name>…</a:Name>, <a:Name i:nil="true"/>, and the declaration of the
// Common namespace on a member of a Common type.
constexpr std::size_t kTags = std::string_view("<a:></a:>").size();
constexpr std::size_t kNil = std::string_view("<a: i:nil=\"true\"/>").size();
constexpr std::size_t kDeclaration = std::string_view(
                                         " xmlns:b=\"http://schemas.datacontract.org/2004/07/"
                                         "NPhase.UnifiedWebService.APIs.v2.Contract.Common\"")
                                         .size();

std::size_t escaped(std::string_view text) {
  constexpr std::string_view kAmp = "&amp;", kLess = "&lt;", kReplacement = "\xEF\xBF\xBD";
  std::size_t size = text.size();
  for (const char c : text) {
    if (c == '&' || c == '\r') {
      size += kAmp.size() - 1;
    } else if (c == '<' || c == '>') {
      size += kLess.size() - 1;
    } else if (static_cast<unsigned char>(c) < ' ') {
      size += kReplacement.size() - 1;
    }
  }
  return size;
}

std::size_t leaf(std::string_view name, const std::optional<std::string>& text) {
  return text ? 2 * name.size() + kTags + escaped(*text) : name.size() + kNil;
}

// A member that cannot be nil is left out.
std::size_t value(std::string_view name, const std::optional<std::string>& text) {
  return text ? leaf(name, text) : 0;
}

std::size_t branch(std::string_view name, std::size_t content) {
  return 2 * name.size() + kTags + content;
}

template <class Items, class Size>
std::size_t sum(const Items& items, Size size_of) {
  std::size_t total = 0;
  for (const auto& item : items) total += size_of(*item);
  return total;
}

std::size_t lists_size(const device__DeviceInformation& d) {
  const auto ids = sum(d.DeviceIdentifiers->DeviceIdentifier, [](const auto& id) {
    return branch("DeviceIdentifier", leaf("Kind", id.Kind) + leaf("Identifier", id.Identifier));
  });
  const auto extended = sum(d.ExtendedAttributes->ExtendedAttributesObj, [](const auto& pair) {
    return branch("ExtendedAttributesObj", leaf("Key", pair.Key) + leaf("Value", pair.Value));
  });
  const auto custom = sum(d.CustomFields->CustomFieldObj, [](const auto& field) {
    return branch("CustomFieldObj", leaf("Name", field.Name) + leaf("Value", field.Value));
  });
  return branch("DeviceIdentifiers", kDeclaration + ids) +
         branch("ExtendedAttributes", kDeclaration + extended) + branch("CustomFields", custom);
}

}  // namespace

template <class Device>
std::unique_ptr<Device> soap_device(JsonObject device) {
  auto shown = std::make_unique<Device>();
  shown->AccountName = device.text("accountName");
  shown->BillingCycleEndDate = device.date_time("billingCycleEndDate");
  shown->CarrierInformation = first_carrier(device.array("carrierInformations"));
  shown->Connected = device.boolean("connected");
  shown->CreatedAt = device.date_time("createdAt");
  shown->CustomFields = custom_fields(device.array("customFields"));
  shown->DeviceGroupName = group_names(device.array("groupNames"));
  shown->DeviceIdentifiers = identifiers(device.array("deviceIds"));
  shown->ExtendedAttributes = attributes(device.array("extendedAttributes"));
  shown->IpAddress = device.text("ipAddress");
  shown->LastActivationBy = device.text("lastActivationBy");
  shown->LastActivationDate = device.date_time("lastActivationDate");
  shown->LastConnectionDate = device.date_time("lastConnectionDate");
  return shown;
}

template std::unique_ptr<device__DeviceInformation> soap_device(JsonObject);
template std::unique_ptr<device__DeviceInfo> soap_device(JsonObject);

std::size_t written_size(const device__DeviceInformation& d) {
  std::size_t size = 0;
  if (d.CarrierInformation) {
    const auto& c = *d.CarrierInformation;
    size += branch("CarrierInformation", leaf("CarrierName", c.CarrierName) +
                                             leaf("ServicePlan", c.ServicePlan) +
                                             leaf("State", c.State));
  } else {
    size += leaf("CarrierInformation", std::nullopt);
  }
  if (d.Connected) size += branch("Connected", std::string_view("false").size());
  size += value("BillingCycleEndDate", d.BillingCycleEndDate) + value("CreatedAt", d.CreatedAt) +
          value("LastConnectionDate", d.LastConnectionDate);
  size += leaf("AccountName", d.AccountName) + leaf("DeviceGroupName", d.DeviceGroupName) +
          leaf("IpAddress", d.IpAddress) + leaf("LastActivationBy", d.LastActivationBy) +
          leaf("LastActivationDate", d.LastActivationDate);
  return branch("DeviceInformation", size + lists_size(d));
}

}  // namespace uws::mapping
