#include "bridge/recording/wiremock.h"

#include "base/text.h"
#include "base/url.h"
#include "bridge/recording/har.h"

namespace uws::recording {
namespace {

std::string without_prolog(const std::string& xml) {
  if (!xml.starts_with("<?xml")) return xml;
  const auto end = xml.find("?>");
  return end == std::string::npos ? xml : std::string(base::trimmed(xml.substr(end + 2)));
}

Json request_pattern(const Recorded& recorded) {
  const auto target = std::string(base::split_url(recorded.url).rest);
  Json pattern{{"method", recorded.method}, {"url", target.empty() ? "/" : target}};
  if (const auto action = soap_action(recorded); !action.empty()) {
    pattern["headers"]["SOAPAction"]["matches"] = "\"?\\Q" + action + "\\E\"?";
  }
  if (!recorded.request.empty()) {
    pattern["bodyPatterns"] = Json::array();
    pattern["bodyPatterns"].push_back({{"equalToXml", without_prolog(recorded.request)},
                                       {"exemptedComparisons", {"NAMESPACE_PREFIX"}}});
  }
  return pattern;
}

Json response_definition(const Recorded& recorded) {
  if (recorded.status == 0) return {{"fault", "CONNECTION_RESET_BY_PEER"}};
  Json headers = Json::object();
  for (const auto& [name, value] : recorded.response_headers.fields()) {
    if (!base::same_no_case(name, "Content-Length")) headers[name] = value;
  }
  return {{"status", recorded.status}, {"headers", headers}, {"body", recorded.response}};
}

}  // namespace

std::string wiremock_text(const std::vector<Recorded>& all) {
  auto mappings = Json::array();
  for (const auto& recorded : all) {
    mappings.push_back({{"name", recorded.name.empty() ? recorded.operation : recorded.name},
                        {"request", request_pattern(recorded)},
                        {"response", response_definition(recorded)}});
  }
  return Json{{"mappings", mappings}}.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace uws::recording
