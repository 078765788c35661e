#pragma once
// Which devices a request means: a DeviceList, or account / group with filters, never both.

#include "mapping/common/fault.h"
#include "mapping/common/faults.h"
#include "mapping/common/json.h"
#include "mapping/parts/attributes.h"
#include "mapping/parts/devices.h"

namespace uws::mapping {

// What an operation does to the devices it selects; sending them a message is a change too.
enum class OnDevices { read, change };

// Where an operation's page departs from the common rules.
struct SelectorRules {
  IpAddresses ip_addresses = IpAddresses::left_out;
  // A plan or custom field filter may stand beside a group alone, without an account.
  bool group_for_account = false;
};

// What a selector may name, whatever the members are called. Pointers may be null: absent and nil
// are the same.
template <class DeviceList>
struct Selector {
  const DeviceList* devices = nullptr;
  const std::optional<std::string>& group;
  const std::optional<std::string>& account;
  const std::optional<std::string>& service_plan;
  const common__ArrayOfCustomFieldFilterObj* custom_fields = nullptr;
  SelectorRules rules = {};
};

// The rules (contract: selectors): a DeviceList excludes group and filters, some choice is made,
// AccountName goes with a plan or custom field filter. `account_beside_devices`: the account may
// stand beside a DeviceList (as target, or to say whose devices they are).
// A read takes an empty DeviceList or filter for an absent one. A change does not: a client whose
// list came out empty means none of the devices, not all of the account, so a list without a device
// is refused, and without a device an empty filter too.
std::optional<Fault> check_selection(bool has_devices, bool has_group, bool has_account,
                                     bool has_plan, bool has_custom_fields,
                                     bool account_beside_devices);

// The parts as REST values, checked. Absent parts are null.
struct Selected {
  Json devices;        // [{"deviceIds": …}] or [{"id","kind"}], by the list's type
  Json custom_fields;  // [{"key","value"}]
};
Result<Selected> select(const Selector<common__ArrayOfDeviceIdentifierCollection>& selector,
                        bool account_beside_devices, OnDevices effect);
Result<Selected> select(const Selector<common__ArrayOfDeviceIdentifier>& selector,
                        bool account_beside_devices, OnDevices effect);

// The same of a request that names DeviceGroupName, AccountName, DeviceServicePlanFilter and
// DeviceCustomFieldFilter beside `devices`.
template <class Request, class DeviceList>
Result<Selected> select_of(const Request& in, const DeviceList* devices, OnDevices effect,
                           SelectorRules rules = {}) {
  const Selector<DeviceList> selector{devices,
                                      in.DeviceGroupName,
                                      in.AccountName,
                                      in.DeviceServicePlanFilter,
                                      in.DeviceCustomFieldFilter.get(),
                                      rules};
  return select(selector, true, effect);
}

// Selection members of a change that names DeviceGroupName, AccountName, DeviceServicePlanFilter
// and DeviceCustomFieldFilter, written into a REST body as devices / groupName / accountName /
// customFields and, under `plan_key`, the service plan.
template <class Request>
std::optional<Fault> put_selection(Json& body, const Request& in, const char* plan_key,
                                   SelectorRules rules = {}) {
  auto selected = select_of(in, in.DeviceList.get(), OnDevices::change, rules);
  if (!selected) return selected.error();
  put(body, "devices", std::move(selected->devices));
  put(body, "groupName", in.DeviceGroupName);
  put(body, "accountName", in.AccountName);
  put(body, plan_key, in.DeviceServicePlanFilter);
  put(body, "customFields", std::move(selected->custom_fields));
  return std::nullopt;
}

// REST's `filter` object of a request that names DeviceGroupNameFilter, AccountNameFilter, …:
// accountName, groupName, servicePlan and the given customFields; empty when it names none.
template <class Request>
Json rest_filter(const Request& in, Json custom_fields) {
  Json filter = Json::object();
  put(filter, "accountName", in.AccountNameFilter);
  put(filter, "groupName", in.DeviceGroupNameFilter);
  put(filter, "servicePlan", in.DeviceServicePlanFilter);
  put(filter, "customFields", std::move(custom_fields));
  return filter;
}

// Selection members of such a change, checked: devices, or the `filter` object.
template <class Request>
std::optional<Fault> put_filter(Json& body, const Request& in, SelectorRules rules = {}) {
  const Selector<common__ArrayOfDeviceIdentifierCollection> selector{
      in.DeviceList.get(),        in.DeviceGroupNameFilter,         in.AccountNameFilter,
      in.DeviceServicePlanFilter, in.DeviceCustomFieldFilter.get(), rules};
  auto selected = select(selector, false, OnDevices::change);
  if (!selected) return selected.error();
  put(body, "devices", std::move(selected->devices));
  put(body, "filter", rest_filter(in, std::move(selected->custom_fields)));
  return std::nullopt;
}

}  // namespace uws::mapping
