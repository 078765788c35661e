#pragma once
// How the answers of most operations are made: the newest reply read as JSON, members copied.

#include <initializer_list>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "mapping/common/faults.h"
#include "mapping/common/json.h"
#include "mapping/common/url.h"
#include "mapping/operation.h"

namespace uws::mapping {

// A call without a body, its path made of names of the request (rest_path).
template <class Output>
Next<Output> ask(Method method, std::string_view pattern, std::initializer_list<PathName> names) {
  auto path = rest_path(pattern, names);
  if (!path) return path.error();
  return RestCall{method, std::move(*path)};
}

// The same where the one name is the account's, which `member` must give: Account.NotDefined else.
template <class Output>
Next<Output> ask_about_account(const std::optional<std::string>& account, Method method,
                               std::string_view pattern, std::string_view member = "AccountName") {
  if (account.value_or("").empty()) return refuse_without(kAccountNotDefined, member);
  return ask<Output>(method, pattern, {{member, *account}});
}

// The newest reply. REQUIRES: it is one of REST.
inline const RestReply& newest(Replies replies) { return std::get<RestReply>(replies.back()); }

namespace detail {

// fill(view, output) returns nothing, or the fault that takes the answer's place, if any.
template <class Output, class View, class Fill>
Next<Output> filled(View& view, Fill& fill) {
  auto output = std::make_unique<Output>();
  if constexpr (std::is_void_v<std::invoke_result_t<Fill&, View&, Output&>>) {
    fill(view, *output);
  } else if (std::optional<Fault> fault = fill(view, *output)) {
    return std::move(*fault);
  }
  return Answer<Output>{std::move(output), {}};
}

}  // namespace detail

// An answer out of the newest reply's JSON object: fill(JsonObject& fields, Output& output), which
// may return an optional Fault. UnexpectedError when the reply is no JSON object.
template <class Output, class Fill>
Next<Output> answer(const CallContext& context, Replies replies, Fill fill) {
  const auto document = parse_object(newest(replies));
  if (!document) return document.error();
  JsonObject fields(document->root(), "", *context.notes);
  return detail::filled<Output>(fields, fill);
}

// The same out of a JSON list: fill(const JsonArray& list, Output& output). `path` is what unknown
// members of its items are noted below.
template <class Output, class Fill>
Next<Output> answer_from_list(const CallContext& context, Replies replies, Fill fill,
                              const char* path = "[]") {
  const auto document = parse(newest(replies));
  if (!document) return document.error();
  const JsonArray list(&document->root(), path, *context.notes);
  return detail::filled<Output>(list, fill);
}

// {"requestId": …} as Output/RequestId: the outcome comes later, in callbacks.
template <class Output>
Next<Output> answers_request_id(const CallContext& context, Replies replies) {
  return answer<Output>(context, replies, [](JsonObject& fields, Output& output) {
    output.RequestId = fields.text("requestId");
  });
}

// An empty Output, or UnexpectedError when REST answers {"success": false} or something that is no
// JSON. A success without a body is a success.
template <class Output>
Next<Output> answers_success(const CallContext& context, Replies replies) {
  if (is_blank(newest(replies))) return Answer<Output>{std::make_unique<Output>(), {}};
  return answer<Output>(context, replies, [](JsonObject& fields, Output&) {
    const bool success = fields.boolean("success").value_or(true);
    return success ? std::nullopt : std::optional(platform_says_no());
  });
}

}  // namespace uws::mapping
