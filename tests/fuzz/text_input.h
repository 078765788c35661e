#pragma once
// Inputs of the fuzz targets: a first line that says what the rest is, then the rest.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "mapping/operations.h"

namespace uws::fuzz {

inline std::pair<std::string_view, std::string_view> first_line(const std::uint8_t* data,
                                                                std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto end = text.find('\n');
  if (end == std::string_view::npos) return {text, {}};
  return {text.substr(0, end), text.substr(end + 1)};
}

// The row called "Service.Operation"; any other text chooses one all the same.
inline const mapping::Operation& operation_called(std::string_view name) {
  const auto rows = mapping::operations();
  for (const auto& row : rows) {
    if (name == std::string(row.service) + '.' + std::string(row.name)) return row;
  }
  return rows[std::hash<std::string_view>{}(name) % rows.size()];
}

}  // namespace uws::fuzz
