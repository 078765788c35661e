#pragma once
// What GetDeviceGroupInformation and GetDefaultDeviceGroupInformation share.

#include <memory>
#include <optional>
#include <string>

#include "gwStub.h"
#include "mapping/common/endings.h"
#include "mapping/operation.h"

namespace uws::mapping {

// "/m2m/v1/groups/{account}", with "/name/{group}" unless `group` is empty; a fault for names that
// cannot stand in a path.
Result<std::string> group_path(const std::string& account, const std::string& group);

// GET of a group's devices after the one numbered `seen`; absent and 0 mean the first page.
Result<RestCall> group_information_call(const std::string& account, const std::string& group,
                                        const std::optional<LONG64>& seen);

// One page of a group's devices.
struct GroupPage {
  std::unique_ptr<common__ArrayOfDeviceIdentifierCollection> devices;
  // Where the next page starts: the last device's ExtendedAttribute DeviceId when REST gives one;
  // else, while more remain, `seen` plus the devices of this page; else absent.
  std::optional<LONG64> largest_device_id_seen;
  bool complete = true;
};
GroupPage read_group_page(JsonObject& fields, int status, const std::optional<LONG64>& seen);

// Output is either operation's response.
template <class Output>
Next<Output> answer_with_group(const CallContext& context, Replies replies,
                               const std::optional<LONG64>& seen) {
  return answer<Output>(context, replies, [&](JsonObject& fields, Output& output) {
    GroupPage page = read_group_page(fields, newest(replies).status, seen);
    output.GroupName = fields.text("name");
    output.GroupDescription = fields.text("description");
    output.Devices = std::move(page.devices);
    output.IsComplete = page.complete;
    output.LargestDeviceIdSeen = page.largest_device_id_seen;
  });
}

}  // namespace uws::mapping
