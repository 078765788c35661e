#include "tests/mapping/operations/first_step.h"

#include <doctest/doctest.h>

#include "bridge/soap/envelope_in.h"
#include "mapping/common/dates.h"
#include "mapping/common/leniency.h"
#include "mapping/conversation.h"

namespace uws::testing {

mapping::Step first_step(const mapping::Operation& operation, const std::string& envelope) {
  auto opened = soap::open_envelope(envelope, "utf-8", &operation, operation.soap_action,
                                    mapping::leniency(false));
  if (auto* fault = std::get_if<Fault>(&opened)) return std::move(*fault);
  auto* decoded = std::get_if<soap::Decoded>(&opened);
  REQUIRE(decoded != nullptr);
  mapping::CallContext context;
  context.now = *mapping::instant("2026-01-31T00:00:00Z");
  mapping::Conversation talk(operation, std::move(*decoded), std::move(context));
  return talk.take_step();
}

}  // namespace uws::testing
