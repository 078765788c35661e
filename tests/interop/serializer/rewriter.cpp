// Reads responses into gSOAP's types and writes them again as the gateway does. Both ways a message
// ends with a NUL, which XML cannot hold; what cannot be read or written comes out empty.

#include <algorithm>
#include <iostream>
#include <iterator>
#include <pugixml.hpp>
#include <regex>
#include <string>

#include "base/utf8.h"
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
  mapping::Response response{{nullptr, [](void*) {}}, std::nullopt};
  const auto* const wrapper = uws::contract::find_wrapper(std::string(operation.name) + "Response");
  const auto report =
      uws::soap::pass_gate(envelope, "utf-8", wrapper, mapping::leniency(true), engine.gate());
  const pugi::xml_node token = root.child("s:Header").child("h:token");
  if (token) response.header_token = token.text().get();
  if (!report.has_wrapper || engine.gate().tokens.empty()) return response;
  engine.start_reading();
  response.message = operation.read(engine.context());
  engine.finish();
  return response;
}

// What XML 1.0 cannot carry, WCF writes all the same: as a reference (&#x1;) or as it is. No strict
// reader takes it, and the gateway writes U+FFFD for it.
std::string readable(const std::string& envelope) {
  static const std::regex forbidden(
      "&#x([0-8BbCcEeFf]|1[0-9A-Fa-f]|[Ff]{3}[EeFf]);|\xEF\xBF[\xBE\xBF]");
  return std::regex_replace(envelope, forbidden, std::string(uws::base::kReplacement));
}

std::string rewrite(const std::string& envelope) {
  pugi::xml_document document;
  document.load_buffer(envelope.data(), envelope.size(),
                       pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8);
  const pugi::xml_node root = document.child("s:Envelope");
  const mapping::Operation* const operation = find(root.child("s:Body").first_child().name());
  if (!operation) return {};
  const mapping::Response response = read(*operation, readable(envelope), root);
  return response.message ? uws::soap::answer_envelope(*operation, response).value_or("")
                          : std::string();
}

}  // namespace

int main() {
  std::string message;
  while (std::getline(std::cin, message, '\0')) std::cout << rewrite(message) << '\0';
  return std::cin.eof() ? 0 : 1;
}
