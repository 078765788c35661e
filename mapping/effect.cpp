#include "mapping/effect.h"

#include <algorithm>

#include "mapping/operations.h"

namespace uws::mapping {

Effect effect_of(std::string_view operation) {
  const auto dot = operation.find('.');
  if (dot == std::string_view::npos) return Effect::change;
  const auto found = std::ranges::find_if(operations(), [&](const Operation& row) {
    return row.service == operation.substr(0, dot) && row.name == operation.substr(dot + 1);
  });
  return found == operations().end() ? Effect::change : found->effect;
}

}  // namespace uws::mapping
