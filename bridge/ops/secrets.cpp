#include "bridge/ops/secrets.h"

#include <algorithm>
#include <mutex>
#include <nlohmann/json.hpp>

namespace uws::ops {
namespace {

constexpr std::size_t kRemembered = 64, kShortest = 4;

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '-' || c == '_';
}

void replace_all(std::string& text, std::string_view what, std::string_view by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
}

bool names_a_password(std::string_view name) {
  constexpr std::string_view kEnd = "password";
  if (name.size() < kEnd.size()) return false;
  name.remove_prefix(name.size() - kEnd.size());
  return std::equal(kEnd.begin(), kEnd.end(), name.begin(),
                    [](char want, char c) { return want == c || want - 'a' + 'A' == c; });
}

void collect(const nlohmann::json& value, std::vector<std::string>& found) {
  if (value.is_array()) {
    for (const auto& item : value) collect(item, found);
  }
  if (!value.is_object()) return;
  for (const auto& [name, member] : value.items()) {
    if (member.is_string() && names_a_password(name)) found.push_back(member.get<std::string>());
    collect(member, found);
  }
}

// How a fault code spells `secret`; empty when no other way.
std::string name_of(std::string_view secret) {
  if (std::ranges::all_of(secret, is_name_character)) return {};
  std::string as_name(secret);
  std::ranges::replace_if(
      as_name, [](char c) { return !is_name_character(c); }, '_');
  return as_name;
}

}  // namespace

void hide(std::string& text, std::string_view secret, std::string_view by) {
  if (secret.size() < kShortest || text.size() < secret.size()) return;
  replace_all(text, secret, by);
  if (const auto as_name = name_of(secret); !as_name.empty()) replace_all(text, as_name, by);
}

std::vector<std::string> passwords_in(std::string_view json) {
  std::vector<std::string> found;
  if (json.find("assword") == std::string_view::npos &&
      json.find("ASSWORD") == std::string_view::npos) {
    return found;
  }
  collect(nlohmann::json::parse(json.begin(), json.end(), nullptr, false), found);
  return found;
}

bool Secrets::Secret::is_in(std::string_view other) const {
  if (other.size() < text.size()) return false;
  return other.find(text) != std::string_view::npos ||
         (!as_name.empty() && other.find(as_name) != std::string_view::npos);
}

void Secrets::add(std::string_view secret, bool forever) {
  if (secret.size() < kShortest) return;
  const auto known = [&](const auto& list) {
    return std::ranges::find(list, secret, &Secret::text) != list.end();
  };
  const std::unique_lock lock(mutex_);
  if (known(forever_)) return;
  if (forever) {
    forever_.push_back({std::string(secret), name_of(secret)});
  } else if (!known(recent_)) {
    recent_.push_back({std::string(secret), name_of(secret)});
    if (recent_.size() > kRemembered) recent_.pop_front();
  }
}

bool Secrets::any_in(std::string_view text) const {
  const auto holds = [&](const Secret& secret) { return secret.is_in(text); };
  return std::ranges::any_of(forever_, holds) || std::ranges::any_of(recent_, holds);
}

std::string Secrets::redact(std::string_view text) const {
  std::string room;
  return std::string(redact(text, room));
}

std::string_view Secrets::redact(std::string_view text, std::string& room) const {
  if (text.size() < kShortest) return text;
  const std::shared_lock lock(mutex_);
  if (!any_in(text)) return text;
  room = text;
  for (const auto& secret : forever_) hide(room, secret.text);
  for (const auto& secret : recent_) hide(room, secret.text);
  return room;
}

}  // namespace uws::ops
