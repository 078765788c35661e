#pragma once
// An owner's callback messages from the text of one schema.

#include <doctest/doctest.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "contract/callback_layout.h"
#include "contract/reader.h"

namespace uws::test {

inline contract::CallbackLayout layout_of(const std::string& schema, contract::Rules rules) {
  const auto read = [&](const std::string& path) -> std::optional<std::string> {
    return path == "callbacks.xsd" ? std::optional<std::string>(schema) : std::nullopt;
  };
  auto contract = contract::read_contract({"callbacks.xsd"}, {read, {}, true});
  REQUIRE(contract);
  contract::CallbackLayout layout(std::make_shared<const contract::Contract>(std::move(*contract)),
                                  std::move(rules));
  REQUIRE(layout.known());
  return layout;
}

}  // namespace uws::test
