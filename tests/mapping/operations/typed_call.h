#pragma once
// Conversations about requests made in memory.

#include <doctest/doctest.h>

#include <memory>
#include <string_view>

#include "gwStub.h"
#include "mapping/conversation.h"
#include "mapping/operations.h"

namespace uws::testing {

inline const mapping::Operation& operation_named(std::string_view name) {
  for (const auto& row : mapping::operations()) {
    if (row.name == name) return row;
  }
  FAIL("no operation " << std::string(name));
  return mapping::operations().front();
}

// `input` inside its wrapper, e.g. _v2__AddDevices.
template <class Wrapper, class Input>
mapping::Decoded decoded(std::unique_ptr<Input> input) {
  auto wrapper = std::make_unique<Wrapper>();
  wrapper->Input = std::move(input);
  return {{wrapper.release(), [](void* p) { delete static_cast<Wrapper*>(p); }}, true, false, {}};
}

// Output of the response a conversation has ended with; `Wrapper` is e.g. _v2__AddDevicesResponse.
template <class Wrapper>
const auto& output_of(const mapping::Conversation& talk) {
  const auto* response = std::get_if<mapping::Response>(&talk.step());
  REQUIRE(response != nullptr);
  return *static_cast<const Wrapper*>(response->message.get())->Output;
}

}  // namespace uws::testing
