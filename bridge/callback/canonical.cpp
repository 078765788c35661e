#include "bridge/callback/canonical.h"

#include <algorithm>

namespace uws::callback {
namespace {

std::string sized(char kind, std::string_view text) {
  auto part = kind + std::to_string(text.size());
  part += ':';
  part.append(text);
  return part;
}

}  // namespace

void Canonical::value(char kind, std::string_view text) { add(sized(kind, text)); }

void Canonical::close() {
  auto closed = std::move(open_.back());
  open_.pop_back();
  if (closed.bracket == '{') std::ranges::sort(closed.parts);
  std::string joined;
  for (const auto& part : closed.parts) joined += part;
  add(sized(closed.bracket, joined));
}

void Canonical::add(std::string part) {
  if (open_.empty()) {
    whole_ = std::move(part);
    return;
  }
  auto& into = open_.back();
  into.parts.push_back(into.bracket == '{' ? sized('k', into.key) + part : std::move(part));
}

}  // namespace uws::callback
