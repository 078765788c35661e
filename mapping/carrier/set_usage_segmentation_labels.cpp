// CarrierService.SetUsageSegmentationLabels: POST /m2m/v1/devices/actions/usagesegmentationlabels
// for LabelsToSet, one call per set of labels that devices share, then DELETE of the same path for
// LabelsToRemove. The answer is the first call's request id; a call refused later is a fault
// although the earlier ones hold: sending the same request again does no harm. DELETE's LabelList
// is spelt as the vendor's SDKs spell it, LabelList[deviceIds][0][name]=…; the documentation does
// not say.

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "mapping/common/endings.h"
#include "mapping/common/url.h"
#include "mapping/parts/devices.h"
#include "mapping/row.h"

namespace uws::mapping::set_usage_segmentation_labels {
namespace {

using Request = carrier__SetUsageSegmentationLabelsRequest;
using Output = carrier__SetUsageSegmentationLabelsResponse;

constexpr const char* kPath = "/m2m/v1/devices/actions/usagesegmentationlabels";
constexpr std::size_t kMostLabelledDevices = 2000;
// All calls of one request have to fit into the time a client waits.
constexpr std::size_t kMostCalls = 12;
// Keeps the query of a DELETE well below what proxies take.
constexpr std::size_t kLabelsPerDelete = 20;

// Key and list without repetitions, in the order of the keys' first appearance.
class Groups {
 public:
  void add(const Json& key, Json item) {
    const auto [found, is_new] = places_.try_emplace(key.dump(), groups_.size());
    if (is_new) groups_.push_back({key, {}});
    auto& items = groups_[found->second].items;
    if (std::find(items.begin(), items.end(), item) == items.end())
      items.push_back(std::move(item));
  }
  struct Group {
    Json key;
    std::vector<Json> items;
    Json list() const {
      Json all = Json::array();
      for (const Json& item : items) all.push_back(item);
      return all;
    }
  };
  const std::vector<Group>& groups() const { return groups_; }

 private:
  std::map<std::string, std::size_t> places_;
  std::vector<Group> groups_;
};

// One call per set of labels, with all devices that get exactly this set.
std::optional<Fault> add_associations(const Request& in, std::vector<RestCall>& calls) {
  if (!in.LabelsToSet) return std::nullopt;
  if (in.LabelsToSet->UsageSegmentationLabel.size() > kMostLabelledDevices) {
    return refuse(kNumberOfDevices, "LabelsToSet has more than 2000 devices");
  }
  Groups labels_of_device;
  for (const auto& item : in.LabelsToSet->UsageSegmentationLabel) {
    if (!item) continue;
    if (!item->Device) {
      return refuse(kDeviceNotProvided, "a UsageSegmentationLabel has no Device");
    }
    const auto device = rest_device_id(*item->Device);
    if (!device) return device.error();
    if (!item->Label || item->Label->Name.value_or("").empty()) {
      return refuse_saying(kUnexpectedError, "A label needs a name.");
    }
    labels_of_device.add(
        *device, Json{{"name", *item->Label->Name}, {"value", item->Label->Value.value_or("")}});
  }
  Groups devices_of_labels;
  for (const auto& device : labels_of_device.groups()) {
    devices_of_labels.add(device.list(), Json{{"deviceIds", Json::array({device.key})}});
  }
  for (const auto& labels : devices_of_labels.groups()) {
    const Json body{{"accountName", *in.AccountName},
                    {"labels", Json{{"devices", labels.list()}, {"label", labels.key}}}};
    calls.push_back({Method::post, kPath, dump(body)});
  }
  return std::nullopt;
}

std::optional<Fault> add_removals(const Request& in, std::vector<RestCall>& calls) {
  if (!in.LabelsToRemove) return std::nullopt;
  std::size_t count = 0;
  for (const auto& label : in.LabelsToRemove->Label) {
    if (!label) continue;
    if (label->Name.value_or("").empty()) {
      return refuse_saying(kUnexpectedError, "A label needs a name.");
    }
    const std::size_t place = count++ % kLabelsPerDelete;
    if (place == 0) {
      calls.push_back({Method::del, kPath});
      add_query(calls.back().path, "accountName", *in.AccountName);
    }
    const std::string item = "LabelList[deviceIds][" + std::to_string(place) + "]";
    add_query(calls.back().path, base::percent_encoded(item + "[name]"), *label->Name);
    add_query(calls.back().path, base::percent_encoded(item + "[value]"),
              label->Value.value_or(""));
  }
  return std::nullopt;
}

// Everything to ask, in order; at least one call.
Result<std::vector<RestCall>> calls_for(const Request& in) {
  if (in.AccountName.value_or("").empty()) {
    return tl::unexpected(refuse_without(kAccountNotDefined, "AccountName"));
  }
  std::vector<RestCall> calls;
  if (auto fault = add_associations(in, calls)) return tl::unexpected(*fault);
  if (auto fault = add_removals(in, calls)) return tl::unexpected(*fault);
  if (calls.empty()) {
    return tl::unexpected(
        refuse_saying(kUnexpectedError, "LabelsToSet or LabelsToRemove is required."));
  }
  if (calls.size() > kMostCalls) {
    return tl::unexpected(
        refuse_saying(kUnexpectedError, "The request contains too many different labels."));
  }
  return calls;
}

Next<Output> to_rest(const Request& in) {
  auto calls = calls_for(in);
  if (!calls) return calls.error();
  return std::move(calls->front());
}

Next<Output> to_soap(const Request& in, const CallContext& context, Replies replies) {
  auto calls = calls_for(in);
  if (!calls) return calls.error();
  if (replies.size() < calls->size()) return std::move((*calls)[replies.size()]);
  return answers_request_id<Output>(context, replies.first(1));
}

}  // namespace

UWS_OPERATION(CarrierService, SetUsageSegmentationLabels, change, to_rest, to_soap);

}  // namespace uws::mapping::set_usage_segmentation_labels
