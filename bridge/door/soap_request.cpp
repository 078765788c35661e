#include "bridge/door/soap_request.h"

#include "base/text.h"
#include "bridge/door/iis_answer.h"
#include "bridge/soap/charset.h"
#include "contract/service_path.h"
#include "contract/shape.h"

namespace uws::door {
namespace {

using contract::kServiceRoot;

std::string_view unquoted(std::string_view text) {
  const bool quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
  return quoted ? text.substr(1, text.size() - 2) : text;
}

// `rest` of the path follows that of the service.
Place::Kind kind_of(std::string_view rest) {
  return rest.size() > 1 ? Place::Kind::below_service : Place::Kind::service;
}

Place built_in_place(std::string_view path) {
  if (path.size() <= kServiceRoot.size() ||
      !base::same_no_case(path.substr(0, kServiceRoot.size()), kServiceRoot))
    return {};
  const std::string_view rest = path.substr(kServiceRoot.size());
  const std::string_view file = rest.substr(0, rest.find('/'));
  const std::string_view name = file.substr(0, file.find('.'));
  if (!base::same_no_case(file.substr(name.size()), contract::kServiceSuffix)) return {};
  const auto* service = contract::find_service(name);
  if (service == nullptr) return {};
  return {kind_of(rest.substr(file.size())), std::string(service->name), {}};
}

}  // namespace

ContentType read_content_type(std::string_view value) {
  ContentType type;
  const auto semicolon = value.find(';');
  if (!base::same_no_case(base::trimmed(value.substr(0, semicolon)), "text/xml")) return type;
  std::string_view rest =
      semicolon == std::string_view::npos ? std::string_view{} : value.substr(semicolon + 1);
  while (!rest.empty()) {
    const auto end = rest.find(';');
    const std::string_view parameter = base::trimmed(rest.substr(0, end));
    const auto equals = parameter.find('=');
    if (equals != std::string_view::npos &&
        base::same_no_case(base::trimmed(parameter.substr(0, equals)), "charset")) {
      type.charset = unquoted(base::trimmed(parameter.substr(equals + 1)));
    }
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  }
  type.soap = soap::known_charset(type.charset);
  return type;
}

std::string read_soap_action(const http::Request& request) {
  const std::string* header = request.headers.find("SOAPAction");
  if (!header) return {};
  return base::percent_decoded(unquoted(base::trimmed(*header)));
}

const mapping::Operation* find_operation(const std::string& action, const contract::Plan* plan) {
  const auto* bound = plan ? plan->by_action(action) : nullptr;
  return mapping::find_operation(bound ? bound->ours->action : std::string_view(action));
}

Place find_place(std::string_view path, const owner::OwnerContract* owners) {
  if (auto place = built_in_place(path); place.kind != Place::Kind::nowhere || !owners)
    return place;
  Place found;
  std::size_t longest = 0;  // one may be published below another
  for (const auto& [theirs, place] : owners->places) {
    if (theirs.size() <= longest) continue;
    if (!base::same_no_case(path.substr(0, theirs.size()), theirs)) continue;
    const auto rest = path.substr(theirs.size());
    if (!rest.empty() && rest.front() != '/') continue;
    found = {kind_of(rest), place.service, place.spelt};
    longest = theirs.size();
  }
  return found;
}

std::string path_of(const Place& place) {
  if (!place.theirs.empty()) return std::string(place.theirs);
  return contract::service_path(place.service);
}

std::string full_address(const http::Request& request, const AddressRules& rules) {
  if (!request.target.starts_with('/')) return request.target;
  return public_address(request, rules) + request.target;
}

http::Response empty_answer(int status, std::string reason) {
  http::Response response = iis_answer(status, "", "");
  response.reason = std::move(reason);
  return response;
}

http::Response soap_answer(int status, std::string envelope) {
  return iis_answer(status, "text/xml; charset=utf-8", std::move(envelope));
}

}  // namespace uws::door
