#pragma once
// Which devices a request means: a DeviceList, or account / group with filters, never both.

#include "mapping/common/attributes.h"
#include "mapping/common/devices.h"
#include "mapping/common/fault.h"
#include "mapping/common/faults.h"
#include "mapping/common/json.h"

namespace uws::mapping {

// Where an operation's page departs from the common rules.
struct SelectorRules {
  IpAddresses ip_addresses = IpAddresses::left_out;
  // A plan or custom field filter may stand beside a group alone, without an account.
  bool group_for_account = false;
};

// What a selector may name, whatever the members are called. Pointers may be null.
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
std::optional<Fault> check_selection(bool has_devices, bool has_group, bool has_account,
                                     bool has_plan, bool has_custom_fields,
                                     bool account_beside_devices);

// The parts as REST values, checked. Absent parts are null.
struct Selected {
  Json devices;        // [{"deviceIds": …}] or [{"id","kind"}], by the list's type
  Json custom_fields;  // [{"key","value"}]
};
Result<Selected> select(const Selector<common__ArrayOfDeviceIdentifierCollection>& selector,
                        bool account_beside_devices);
Result<Selected> select(const Selector<common__ArrayOfDeviceIdentifier>& selector,
                        bool account_beside_devices);

// Selection members of a request that names DeviceGroupName, AccountName, DeviceServicePlanFilter
// and DeviceCustomFieldFilter, written into a REST body as devices / groupName / accountName /
// customFields and, under `plan_key`, the service plan.
// A DeviceList without a device in it beside AccountName alone is refused: a client whose list came
// out empty does not mean every device of the account.
template <class Request>
std::optional<Fault> put_selection(Json& body, const Request& in, const char* plan_key,
                                   SelectorRules rules = {}) {
  const Selector<common__ArrayOfDeviceIdentifierCollection> selector{
      in.DeviceList.get(),
      in.DeviceGroupName,
      in.AccountName,
      in.DeviceServicePlanFilter,
      in.DeviceCustomFieldFilter.get(),
      rules};
  auto selected = select(selector, true);
  if (!selected) return selected.error();
  const bool no_choice = in.DeviceGroupName.value_or("").empty() &&
                         in.DeviceServicePlanFilter.value_or("").empty() &&
                         selected->custom_fields.empty();
  if (in.DeviceList && selected->devices.empty() && no_choice) return uws_fault(kUnexpectedError);
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

// Selection members of such a request, checked: devices, or the `filter` object.
template <class Request>
std::optional<Fault> put_filter(Json& body, const Request& in, SelectorRules rules = {}) {
  const Selector<common__ArrayOfDeviceIdentifierCollection> selector{
      in.DeviceList.get(),        in.DeviceGroupNameFilter,         in.AccountNameFilter,
      in.DeviceServicePlanFilter, in.DeviceCustomFieldFilter.get(), rules};
  auto selected = select(selector, false);
  if (!selected) return selected.error();
  put(body, "devices", std::move(selected->devices));
  put(body, "filter", rest_filter(in, std::move(selected->custom_fields)));
  return std::nullopt;
}

}  // namespace uws::mapping
