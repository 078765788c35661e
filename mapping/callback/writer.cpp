#include "mapping/callback/writer.h"

#include <algorithm>
#include <utility>

#include "contract/shape.h"

namespace uws::mapping::callback {
namespace {

constexpr std::size_t kMaxNameLength = 64;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_plain(char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '-'; }

}  // namespace

void UnknownPaths::add(std::string_view path) {
  if (paths_.size() == kMaxPaths) return;
  if (std::find(paths_.begin(), paths_.end(), path) == paths_.end()) paths_.emplace_back(path);
}

std::vector<std::string> UnknownPaths::take() { return std::exchange(paths_, {}); }

std::string message_namespace() {
  return "xmlns=\"" + std::string(contract::kMessageNamespace) + "\"";
}

void Writer::text_or_nil(std::string_view element, std::optional<std::string_view> text) {
  if (text) {
    xml.element(element, *text);
  } else {
    xml.nil(element);
  }
}

std::string join_path(std::string_view parent, std::string_view name) {
  std::string path(parent);
  if (!path.empty()) path += '.';
  for (const char c : name.substr(0, kMaxNameLength)) path += is_plain(c) ? c : '?';
  return path;
}

std::string pascal_case(std::string_view name) {
  std::string out;
  for (const char c : name.substr(0, kMaxNameLength)) out += is_plain(c) ? c : '_';
  if (out.empty() || !(is_letter(out.front()) || out.front() == '_')) out.insert(0, 1, '_');
  if (out.front() >= 'a' && out.front() <= 'z') out.front() = static_cast<char>(out.front() - 32);
  return out;
}

}  // namespace uws::mapping::callback
