#pragma once
// CarrierService.SetUsageSegmentationLabels: POST /m2m/v1/devices/actions/usagesegmentationlabels
// for LabelsToSet, one call per set of labels that devices share, then DELETE of the same path for
// LabelsToRemove. The answer is the first call's request id; a call refused later is a fault
// although the earlier ones hold: sending the same request again does no harm. DELETE's LabelList
// is spelt as the vendor's SDKs spell it, LabelList[deviceIds][0][name]=…; the documentation does
// not say.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::set_usage_segmentation_labels {

Next<carrier__SetUsageSegmentationLabelsResponse> start(
    const carrier__SetUsageSegmentationLabelsRequest& in, const CallContext& context);
Next<carrier__SetUsageSegmentationLabelsResponse> resume(
    const carrier__SetUsageSegmentationLabelsRequest& in, const CallContext& context,
    std::span<const Reply> replies);

}  // namespace uws::mapping::set_usage_segmentation_labels
