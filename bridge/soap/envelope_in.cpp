#include "bridge/soap/envelope_in.h"

#include "base/text.h"
#include "bridge/soap/charset.h"
#include "bridge/soap/engine.h"
#include "bridge/soap/faults.h"
#include "bridge/soap/gate_limits.h"
#include "bridge/soap/gate_values.h"
#include "contract/plan.h"
#include "mapping/common/faults.h"

namespace uws::soap {
namespace {

mapping::Message no_message() {
  return {nullptr, [](void*) {}};
}

Fault too_many_items(std::string_view list) {
  return mapping::refuse(mapping::kMaxRequestsExceeded,
                         std::string(list) + " holds more than " + std::to_string(kMaxItems));
}

const contract::Wrapper* wrapper_of(const mapping::Operation& operation,
                                    const contract::Plan* plan) {
  const auto* bound = plan ? plan->find(operation.name) : nullptr;
  return bound ? &bound->request : contract::find_wrapper(operation.name);
}

// Reads the wrapper's tokens with gSOAP; null when it refuses.
mapping::Message read_wrapper(const mapping::Operation& operation, Engine& engine) {
  engine.start_reading();
  mapping::Message message = operation.read(engine.context());
  engine.finish();
  return message;
}

}  // namespace

Opened open_envelope(std::string body, std::string_view charset,
                     const mapping::Operation* operation, std::string_view action,
                     const Leniency& leniency, const contract::Plan* plan) {
  auto text = to_utf8(std::move(body), charset);
  if (!text) return NotAnEnvelope{};
  const std::size_t bytes = text->text.size();
  const contract::Wrapper* wrapper = operation ? wrapper_of(*operation, plan) : nullptr;
  Engine& engine = Engine::local();
  GateReport report = pass_gate(text->text, text->declared_as, wrapper, leniency, engine.gate());
  if (!report.reached_body) return NotAnEnvelope{};
  if (!operation) return action_not_supported(action);
  if (report.not_understood) return not_understood(*report.not_understood);
  if (!report.violation.empty()) {
    return deserialization_failed(report.violation, std::move(report.violated), *wrapper);
  }
  if (!report.crowded_list.empty()) return too_many_items(report.crowded_list);
  if (report.wrong_wrapper) {
    return mapping::internal_service_fault("Body holds another element than the operation's");
  }
  if (!report.xml_error.empty()) return broken_body(operation->name, report.xml_error);
  Decoded decoded{no_message(),
                  report.has_input,
                  report.forbidden_character,
                  std::string(base::trimmed(report.token ? *report.token : std::string_view{})),
                  bytes,
                  plan,
                  std::move(report.unread)};
  text.reset();  // a large request need not be held twice while gSOAP reads
  if (report.has_wrapper) {
    decoded.message = read_wrapper(*operation, engine);
    if (!decoded.message) {
      return deserialization_failed("The object could not be read.", "gSOAP cannot read it",
                                    *wrapper);
    }
  }
  return decoded;
}

}  // namespace uws::soap
