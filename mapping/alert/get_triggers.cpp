#include "mapping/alert/get_triggers.h"

#include "mapping/alert/trigger_parts.h"
#include "mapping/common/url.h"

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

}  // namespace

Next<Output> start(const Request& in, const CallContext&) {
  const std::string id = in.TriggerId.value_or("");
  if (id.empty()) return RestCall{Method::get, "/m2m/v1/triggers"};
  const auto path = rest_path("/m2m/v1/triggers/{}", {{"TriggerId", id}});
  if (!path) return path.error();
  return RestCall{Method::get, *path};
}

Next<Output> resume(const Request& in, const CallContext& context, std::span<const Reply> replies) {
  const auto answer = parse(std::get<RestReply>(replies.back()));
  if (!answer) return answer.error();
  auto output = std::make_unique<Output>();
  output->Triggers = std::make_unique<alert__ArrayOfTrigger>();
  const JsonArray lists(&*answer, "[]", *context.notes);
  for (std::size_t i = 0; i < lists.size(); ++i) {
    JsonObject list = lists.object(i);
    const JsonArray triggers = list.array("triggers");
    for (std::size_t j = 0; j < triggers.size(); ++j) {
      auto trigger = soap_trigger(triggers.object(j));
      if (unwanted(in, *trigger)) continue;
      output->Triggers->Trigger.push_back(std::move(trigger));
    }
  }
  return Answer<Output>{std::move(output), {}};
}

}  // namespace uws::mapping::get_triggers
