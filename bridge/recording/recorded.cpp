#include "bridge/recording/recorded.h"

#include <cstdio>
#include <ctime>
#include <pugixml.hpp>

#include "base/text.h"
#include "contract/shape.h"

namespace uws::recording {
namespace {

std::string_view local(std::string_view name) {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

const contract::ServiceOperation* find(std::string_view name, std::string_view& service) {
  for (const auto& each : contract::services()) {
    if (const auto* found = contract::find_operation(each.name, name)) {
      service = each.name;
      return found;
    }
  }
  return nullptr;
}

std::string first_in_body(const std::string& envelope) {
  pugi::xml_document document;
  if (!document.load_buffer(envelope.data(), envelope.size())) return {};
  for (const auto& part : document.document_element().children()) {
    if (local(part.name()) != "Body") continue;
    for (const auto& child : part.children()) {
      if (child.type() == pugi::node_element) return std::string(local(child.name()));
    }
  }
  return {};
}

}  // namespace

std::string soap_action(const Recorded& recorded) {
  const auto* header = recorded.request_headers.find("SOAPAction");
  if (!header) return {};
  auto action = base::trimmed(*header);
  if (action.size() >= 2 && action.front() == '"' && action.back() == '"') {
    action = action.substr(1, action.size() - 2);
  }
  return base::percent_decoded(action);
}

std::string operation_of(const Recorded& recorded) {
  const auto action = soap_action(recorded);
  for (const auto& service : contract::services()) {
    for (const auto& operation : service.operations) {
      if (operation.action != action) continue;
      return std::string(service.name) + "." + std::string(operation.name);
    }
  }
  std::string_view service;
  const auto* found = find(first_in_body(recorded.request), service);
  return found ? std::string(service) + "." + std::string(found->name) : std::string();
}

std::string time_text(std::chrono::system_clock::time_point time) {
  using std::chrono::milliseconds;
  const auto since = std::chrono::floor<milliseconds>(time.time_since_epoch()).count();
  const std::time_t seconds = since / 1'000;
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char text[64];
  const auto length = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &utc);
  std::snprintf(text + length, sizeof text - length, ".%03dZ", static_cast<int>(since % 1'000));
  return text;
}

}  // namespace uws::recording
