#pragma once
// Values that must not be told again, and how they are taken out of a text.

#include <deque>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

namespace uws::ops {

inline constexpr std::string_view kHidden = "(hidden)";

// Replaces `secret` wherever `text` holds it; also in the spelling it has in a fault code, where
// everything but letters, digits, '.', '-' and '_' has become '_'. A secret under 4 characters
// cannot be told from ordinary text and is left.
void hide(std::string& text, std::string_view secret, std::string_view by = kHidden);

// The strings that stand in the JSON text `json` under a name ending in "password", in any case and
// at any depth. Nothing when it is no JSON.
std::vector<std::string> passwords_in(std::string_view json);

// A changing set of secrets. Thread-safe; looking is the common case.
class Secrets {
 public:
  // The last 64 are remembered, those marked `forever` always.
  void add(std::string_view secret, bool forever);
  std::string redact(std::string_view text) const;
  // The same without a copy where there is nothing to hide: `text` itself, or what `room` then
  // holds.
  std::string_view redact(std::string_view text, std::string& room) const;

 private:
  // A secret in both its spellings; the second is empty where they are the same.
  struct Secret {
    std::string text, as_name;
    bool is_in(std::string_view other) const;
  };
  bool any_in(std::string_view text) const;

  mutable std::shared_mutex mutex_;
  std::vector<Secret> forever_;
  std::deque<Secret> recent_;
};

}  // namespace uws::ops
