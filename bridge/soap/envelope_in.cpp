#include "bridge/soap/envelope_in.h"

#include <stdsoap2.h>

#include "bridge/soap/charset.h"
#include "bridge/soap/engine.h"
#include "bridge/soap/faults.h"

namespace uws::soap {
namespace {

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

mapping::Message no_message() {
  return {nullptr, [](void*) {}};
}

// Reads Envelope, Body and the wrapper with gSOAP; null when it refuses.
mapping::Message read_wrapper(const mapping::Operation& operation, std::string_view document) {
  Engine& engine = Engine::local();
  struct soap* soap = engine.context();
  engine.start_reading(document);
  mapping::Message message = no_message();
  if (soap_begin_recv(soap) == SOAP_OK && soap_envelope_begin_in(soap) == SOAP_OK &&
      soap->version == 1 && soap_body_begin_in(soap) == SOAP_OK &&
      soap_peek_element(soap) == SOAP_OK) {
    message = operation.read(soap);
  }
  engine.finish();
  return message;
}

}  // namespace

Opened open_envelope(std::string body, std::string_view charset,
                     const mapping::Operation* operation, std::string_view action,
                     const Leniency& leniency) {
  const auto text = to_utf8(std::move(body), charset);
  if (!text) return NotAnEnvelope{};
  const Wrapper* wrapper = operation ? find_wrapper(operation->name) : nullptr;
  GateReport report = pass_gate(text->text, text->declared_as, wrapper, leniency);
  if (!report.reached_body) return NotAnEnvelope{};
  if (!operation) return action_not_supported(action);
  if (report.not_understood) return not_understood(*report.not_understood);
  if (!report.violation.empty()) return deserialization_failed(report.violation);
  if (report.wrong_wrapper) {
    return internal_service_fault("Body holds another element than the operation's");
  }
  if (!report.xml_error.empty()) return broken_body(operation->name, report.xml_error);
  Decoded decoded{no_message(), report.has_input, report.forbidden_character,
                  trimmed(report.token.value_or(""))};
  if (report.has_wrapper) {
    decoded.message = read_wrapper(*operation, report.document);
    if (!decoded.message) return deserialization_failed("The object could not be read.");
  }
  return decoded;
}

}  // namespace uws::soap
