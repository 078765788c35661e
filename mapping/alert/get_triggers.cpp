// AlertService.GetTriggers: GET /m2m/v1/triggers/{id}, or GET /m2m/v1/triggers narrowed to
// AccountName here. REST wraps the triggers into a list of {"triggers": […]}.

#include "mapping/alert/trigger_parts.h"
#include "mapping/common/endings.h"
#include "mapping/row.h"

namespace uws::mapping::get_triggers {
namespace {

using Request = alert__GetTriggersRequest;
using Output = alert__GetTriggersResponse;

// Whether the whole list is asked for and `trigger` is another account's.
bool unwanted(const Request& in, const alert__Trigger& trigger) {
  const bool whole_list = in.TriggerId.value_or("").empty();
  return whole_list && !in.AccountName.value_or("").empty() &&
         trigger.AccountName != in.AccountName;
}

Next<Output> to_rest(const Request& in) {
  const std::string id = in.TriggerId.value_or("");
  if (id.empty()) return RestCall{Method::get, "/m2m/v1/triggers"};
  return ask<Output>(Method::get, "/m2m/v1/triggers/{}", {{"TriggerId", id}});
}

Next<Output> to_soap(const Request& in, const CallContext& context, Replies replies) {
  return answer_from_list<Output>(context, replies, [&](const JsonArray& lists, Output& output) {
    output.Triggers = std::make_unique<alert__ArrayOfTrigger>();
    for (JsonObject list : lists) {
      collect(list.array("triggers"), output.Triggers->Trigger, soap_trigger);
    }
    std::erase_if(output.Triggers->Trigger,
                  [&](const auto& shown) { return unwanted(in, *shown); });
  });
}

}  // namespace

UWS_OPERATION(AlertService, GetTriggers, read, to_rest, to_soap);

}  // namespace uws::mapping::get_triggers
