#include "mapping/registration/listeners.h"

#include "mapping/common/json.h"
#include "mapping/common/rest_fault.h"
#include "mapping/common/url.h"

namespace uws::mapping {
namespace {

// Either spelling is in the platform's own documents.
std::string text(const base::JsonValue& item, const char* key, const char* other) {
  for (const char* name : {key, other}) {
    const base::JsonValue* found = item.find(name);
    if (found && found->kind == base::JsonValue::Kind::kString) return std::string(found->text);
  }
  return {};
}

}  // namespace

Result<std::string> listeners_path(const std::string& account) {
  return rest_path("/m2m/v1/callbacks/{}", {{"AccountName", account}});
}

std::optional<std::vector<Listener>> listeners(const Reply& reply) {
  const auto* rest = std::get_if<RestReply>(&reply);
  if (!rest || !rest->ok()) return std::nullopt;
  const auto list = parse(*rest);
  if (!list || !list->root().is_array()) return std::nullopt;
  std::vector<Listener> found;
  for (const auto& item : list->root().children) {
    if (!item.is_object()) continue;
    found.push_back({text(item, "serviceName", "name"), text(item, "url", "url")});
  }
  return found;
}

ShownListeners shown_urls(const Reply& reply) {
  const auto list = listeners(reply);
  if (!list) return std::nullopt;
  std::vector<std::string> urls;
  for (const auto& listener : *list) urls.push_back(listener.url);
  return urls;
}

std::optional<Fault> refused_session(const Reply& listed) {
  if (const auto* none = std::get_if<NoReply>(&listed)) return none->fault;
  const auto& rest = std::get<RestReply>(listed);
  if (rest.ok()) return std::nullopt;
  auto fault = rest_fault(rest);
  const bool clear = rest.status >= 400 && rest.status < 500 && rest.status != 401 &&
                     rest.status != 403 && fault.code.find("SessionToken") == std::string::npos;
  if (clear) return std::nullopt;
  return fault;
}

Outcome outcome_of(const Reply& upstream) {
  const auto* rest = std::get_if<RestReply>(&upstream);
  if (rest && rest->ok()) return Outcome::done;
  return rest && rest->status >= 400 && rest->status < 500 ? Outcome::refused : Outcome::lost;
}

Fault fault_of(const Reply& upstream) {
  if (const auto* none = std::get_if<NoReply>(&upstream)) return none->fault;
  return rest_fault(std::get<RestReply>(upstream));
}

}  // namespace uws::mapping
