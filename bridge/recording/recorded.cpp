#include "bridge/recording/recorded.h"

#include <pugixml.hpp>
#include <utility>

#include "base/text.h"
#include "base/utc.h"
#include "contract/shape.h"

namespace uws::recording {
namespace {

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
    if (base::local_part(part.name()) != "Body") continue;
    for (const auto& child : part.children()) {
      if (child.type() == pugi::node_element) return std::string(base::local_part(child.name()));
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

std::string operation_of_action(const Recorded& recorded) {
  const auto action = soap_action(recorded);
  for (const auto& service : contract::services()) {
    for (const auto& operation : service.operations) {
      if (operation.action != action) continue;
      return std::string(service.name) + "." + std::string(operation.name);
    }
  }
  return {};
}

std::string operation_of(const Recorded& recorded) {
  auto operation = operation_of_action(recorded);
  if (!operation.empty()) return operation;
  std::string_view service;
  const auto* found = find(first_in_body(recorded.request), service);
  return found ? std::string(service) + "." + std::string(found->name) : std::string();
}

Recorded exchange_of(const http::Request& request, const http::Response& response,
                     std::string url) {
  Recorded made;
  made.method = request.method;
  made.url = std::move(url);
  made.http_version = request.version == 10 ? "HTTP/1.0" : "HTTP/1.1";
  made.request_headers = request.headers;
  made.request = request.body;
  made.status = response.status;
  made.status_text = response.reason;
  made.response_headers = response.headers;
  made.response = response.body;
  return made;
}

void note_time(Recorded& recorded, std::chrono::steady_clock::time_point begun) {
  using System = std::chrono::system_clock;
  const auto took = std::chrono::steady_clock::now() - begun;
  recorded.started =
      base::utc_millis(System::now() - std::chrono::duration_cast<System::duration>(took));
  recorded.ms = std::chrono::duration<double, std::milli>(took).count();
}

}  // namespace uws::recording
