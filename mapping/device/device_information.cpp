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

}  // namespace uws::mapping
