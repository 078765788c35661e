// Reads responses into gSOAP's types and writes them again as the gateway does. Both ways a message
// ends with a NUL, which XML cannot hold; what cannot be read or written comes out empty.

#include <algorithm>
#include <iostream>
#include <iterator>
#include <pugixml.hpp>
#include <string>

#include "bridge/soap/engine.h"
#include "bridge/soap/envelope_out.h"
#include "mapping/row.h"

namespace {

using namespace uws;

// Of every operation of wsdl/ (mapping/operations_table.cmake).
#define UWS_ROW(SERVICE, NAME, ACTION)                               \
  {{&mapping::detail::read<_v2__##NAME##Response>, nullptr, nullptr, \
    &mapping::detail::write<_v2__##NAME##Response>},                 \
   #SERVICE,                                                         \
   #NAME,                                                            \
   ACTION},
constexpr mapping::Operation kResponses[] = {
#include "operations.inc"
};
#undef UWS_ROW

// The operation whose response wrapper has this name, or null.
const mapping::Operation* find(std::string_view wrapper) {
  const auto* const found = std::ranges::find_if(
      kResponses, [&](const auto& row) { return std::string(row.name) + "Response" == wrapper; });
  return found == std::end(kResponses) ? nullptr : found;
}

mapping::Response read(const mapping::Operation& operation, const std::string& envelope,
                       const pugi::xml_node& root) {
  uws::soap::Engine& engine = uws::soap::Engine::local();
  struct soap* const context = engine.context();
  mapping::Response response{{nullptr, [](void*) {}}, std::nullopt};
  const pugi::xml_node token = root.child("s:Header").child("h:token");
  if (token) response.header_token = token.text().get();
  std::string without_header = envelope;
  const auto header = envelope.find("<s:Header>");
  const auto body = envelope.find("<s:Body>");
  if (header < body) without_header.erase(header, body - header);
  engine.start_reading(without_header);
  if (soap_begin_recv(context) == SOAP_OK && soap_envelope_begin_in(context) == SOAP_OK &&
      soap_body_begin_in(context) == SOAP_OK && soap_peek_element(context) == SOAP_OK) {
    response.message = operation.read(context);
  }
  engine.finish();
  return response;
}

std::string rewrite(const std::string& envelope) {
  pugi::xml_document document;
  document.load_buffer(envelope.data(), envelope.size(),
                       pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8);
  const pugi::xml_node root = document.child("s:Envelope");
  const mapping::Operation* const operation = find(root.child("s:Body").first_child().name());
  if (!operation) return {};
  const mapping::Response response = read(*operation, envelope, root);
  return response.message ? uws::soap::answer_envelope(*operation, response).value_or("")
                          : std::string();
}

}  // namespace

int main() {
  std::string message;
  while (std::getline(std::cin, message, '\0')) std::cout << rewrite(message) << '\0';
  return std::cin.eof() ? 0 : 1;
}
