#include "mapping/group/group_information.h"

#include "mapping/common/url.h"
#include "mapping/parts/devices.h"

namespace uws::mapping {
namespace {

constexpr int kAccepted = 202;  // REST: there is more

std::optional<LONG64> device_number(JsonArray attributes) {
  std::optional<LONG64> number;
  for (JsonObject attribute : attributes) {
    const bool wanted = attribute.text("key") == "DeviceId";
    attribute.ignore("value");
    if (wanted) number = attribute.integer("value");
  }
  return number;
}

}  // namespace

Result<std::string> group_path(const std::string& account, const std::string& group) {
  const PathName owner{"AccountName", account};
  if (group.empty()) return rest_path("/m2m/v1/groups/{}", {owner});
  return rest_path("/m2m/v1/groups/{}/name/{}", {owner, {"GroupName", group}});
}

Result<RestCall> group_information_call(const std::string& account, const std::string& group,
                                        const std::optional<LONG64>& seen) {
  const auto path = group_path(account, group);
  if (!path) return tl::unexpected(path.error());
  RestCall call{Method::get, *path};
  if (seen.value_or(0) != 0) add_query(call.path, "next", std::to_string(*seen));
  return call;
}

GroupPage read_group_page(JsonObject& fields, int status, const std::optional<LONG64>& seen) {
  GroupPage page;
  page.complete = !fields.boolean("hasMoreData").value_or(status == kAccepted);
  page.devices = std::make_unique<common__ArrayOfDeviceIdentifierCollection>();
  for (JsonObject device : fields.array("devices")) {
    device.ignore("ipAddress");
    auto collection = std::make_unique<common__DeviceIdentifierCollection>();
    collection->DeviceIdentifiers = soap_device_ids(device.array("deviceIds"));
    page.devices->DeviceIdentifierCollection.push_back(std::move(collection));
    page.largest_device_id_seen = device_number(device.array("extendedAttributes"));
  }
  if (!page.largest_device_id_seen && !page.complete) {
    page.largest_device_id_seen =
        seen.value_or(0) + static_cast<LONG64>(page.devices->DeviceIdentifierCollection.size());
  }
  return page;
}

}  // namespace uws::mapping
