#include <algorithm>
#include <cstring>
#include <memory>

#include "base/json_parsers.h"

namespace uws::base {

std::string_view JsonBuilder::keep(std::string_view text) {
  if (text.empty()) return {};
  auto* const copy = static_cast<char*>(storage_->blocks.allocate(text.size(), 1));
  std::memcpy(copy, text.data(), text.size());
  return {copy, text.size()};
}

void JsonBuilder::add(Kind kind, std::string_view name, std::string_view text) {
  pending_.push_back({kind, name, text, {}});
}

bool JsonBuilder::open(Kind kind, std::string_view name) {
  if (open_.size() == kMaxJsonDepth) return false;
  open_.push_back({kind, name, pending_.size()});
  return true;
}

void JsonBuilder::close() {
  const Open closed = open_.back();
  open_.pop_back();
  const auto first = pending_.begin() + static_cast<std::ptrdiff_t>(closed.first);
  const auto count = pending_.size() - closed.first;
  auto* const children = static_cast<JsonValue*>(storage_->blocks.allocate(
      std::max<std::size_t>(1, count) * sizeof(JsonValue), alignof(JsonValue)));
  std::uninitialized_copy(first, pending_.end(), children);
  pending_.erase(first, pending_.end());
  pending_.push_back({closed.kind, closed.name, {}, {children, count}});
}

JsonDocument JsonBuilder::take() {
  return {pending_.empty() ? JsonValue{} : pending_.front(), std::move(storage_)};
}

}  // namespace uws::base
