#include "mapping/parts/selectors.h"

#include "mapping/common/faults.h"

namespace uws::mapping {
namespace {

bool given(const std::optional<std::string>& text) { return text && !text->empty(); }

Result<Json> rest_list(const common__ArrayOfDeviceIdentifierCollection& list,
                       IpAddresses addresses) {
  return rest_devices(list, addresses);
}
Result<Json> rest_list(const common__ArrayOfDeviceIdentifier& list, IpAddresses) {
  return rest_device_ids(list);
}

// What was sent to choose by and is empty.
template <class DeviceList>
std::optional<Fault> check_not_emptied(const Selector<DeviceList>& s, const Selected& selected) {
  if (!selected.devices.empty()) return std::nullopt;
  if (s.devices) return refuse_saying(kDeviceNotProvided, "The list of devices is empty.");
  if (s.custom_fields && selected.custom_fields.empty()) {
    return refuse_saying(kUnexpectedError, "DeviceCustomFieldFilter is empty.");
  }
  return std::nullopt;
}

template <class DeviceList>
Result<Selected> select_any(const Selector<DeviceList>& s, bool account_beside_devices,
                            OnDevices effect) {
  Selected selected;
  if (s.devices) {
    auto devices = rest_list(*s.devices, s.rules.ip_addresses);
    if (!devices) return tl::unexpected(devices.error());
    selected.devices = std::move(*devices);
  }
  if (s.custom_fields) {
    auto fields = rest_custom_fields(s.custom_fields->CustomFieldFilterObj);
    if (!fields) return tl::unexpected(fields.error());
    selected.custom_fields = std::move(*fields);
  }
  if (effect == OnDevices::change) {
    if (auto fault = check_not_emptied(s, selected)) return tl::unexpected(*fault);
  }
  const std::size_t count = selected.devices.size();
  const bool has_group = given(s.group);
  const bool has_account = given(s.account) || (s.rules.group_for_account && has_group);
  if (auto fault = check_selection(count > 0, has_group, has_account, given(s.service_plan),
                                   !selected.custom_fields.empty(), account_beside_devices)) {
    return tl::unexpected(*fault);
  }
  if (count > kMaxDevices) {
    return tl::unexpected(refuse(kMaxRequestsExceeded, "more than 10000 devices"));
  }
  return selected;
}

}  // namespace

std::optional<Fault> check_selection(bool has_devices, bool has_group, bool has_account,
                                     bool has_plan, bool has_custom_fields,
                                     bool account_beside_devices) {
  const bool others =
      has_group || has_plan || has_custom_fields || (has_account && !account_beside_devices);
  if (has_devices && others) {
    return refuse(kUnexpectedError, "a list of devices beside a group, an account or a filter");
  }
  if (!has_devices && (has_plan || has_custom_fields) && !has_account) {
    return refuse(kAccountNotDefined, "a plan or custom field filter without an account");
  }
  if (!has_devices && !has_group && !has_account) {
    return refuse(kUnexpectedError, "no device, group or account is given");
  }
  return std::nullopt;
}

Result<Selected> select(const Selector<common__ArrayOfDeviceIdentifierCollection>& selector,
                        bool account_beside_devices, OnDevices effect) {
  return select_any(selector, account_beside_devices, effect);
}

Result<Selected> select(const Selector<common__ArrayOfDeviceIdentifier>& selector,
                        bool account_beside_devices, OnDevices effect) {
  return select_any(selector, account_beside_devices, effect);
}

}  // namespace uws::mapping
