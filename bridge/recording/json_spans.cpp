#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/text.h"
#include "bridge/recording/spans.h"

namespace uws::recording {
namespace {

using Json = nlohmann::json;

std::string dumped(const std::string& text) {
  return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

class JsonRewriter {
 public:
  JsonRewriter(std::string_view text, const Rewrite& rewrite) : rest_(text), rewrite_(rewrite) {}

  std::string run() {
    while (!rest_.empty()) step();
    return std::move(out_);
  }

 private:
  struct Level {
    std::string name;    // of the member it is, or that the array is
    std::string member;  // the one being read
    std::string label;
    bool object = false;
    bool named = false;  // a name has been read, its value comes
  };

  std::string_view take(std::size_t end) {
    const auto taken = rest_.substr(0, end);
    rest_.remove_prefix(taken.size());
    return taken;
  }

  void step() {
    const char c = rest_.front();
    if (c == '{' || c == '[') {
      levels_.push_back({here(), {}, {}, c == '{', false});
      out_ += take(1);
    } else if (c == '}' || c == ']') {
      if (!levels_.empty()) levels_.pop_back();
      end_value();
      out_ += take(1);
    } else if (c == '"') {
      put_string();
    } else if ((c >= '0' && c <= '9') || c == '-') {
      put_number();
    } else {
      if (c == ',') end_value();
      out_ += take(1);
    }
  }

  void end_value() {
    if (!levels_.empty()) levels_.back().named = false;
  }

  // The member a value at this place belongs to.
  std::string here() const {
    if (levels_.empty()) return {};
    return levels_.back().object ? levels_.back().member : levels_.back().name;
  }

  std::string rewritten(const std::string& value) {
    const auto name = here();
    if (levels_.empty()) return rewrite_({}, value);
    auto& level = levels_.back();
    auto made = rewrite_({name, level.name, level.label}, value);
    if (level.object && (name == "key" || name == "name")) level.label = value;
    return made;
  }

  void put_string() {
    std::size_t end = 1;
    while (end < rest_.size() && rest_[end] != '"') end += rest_[end] == '\\' ? 2U : 1U;
    const std::string raw(take(std::min(end + 1, rest_.size())));
    const auto parsed = Json::parse(raw, nullptr, false);
    const auto value = parsed.is_string() ? parsed.get<std::string>() : raw;
    if (!levels_.empty() && levels_.back().object && !levels_.back().named) {
      levels_.back().member = value;
      levels_.back().named = true;
      out_ += raw;
      return;
    }
    const auto made = rewritten(value);
    out_ += made == value ? raw : dumped(made);
    end_value();
  }

  void put_number() {
    const std::string raw(take(std::min(rest_.find_first_not_of("+-.eE0123456789"), rest_.size())));
    auto made = rewritten(raw);
    // No number begins with a zero.
    const auto first = made.find_first_not_of('-');
    if (made != raw && first != std::string::npos && made[first] == '0' &&
        made.size() > first + 1) {
      made[first] = '1';
    }
    out_ += made;
    end_value();
  }

  std::string_view rest_;
  const Rewrite& rewrite_;
  std::string out_;
  std::vector<Level> levels_;
};

}  // namespace

std::string rewrite_json(std::string_view text, const Rewrite& rewrite) {
  return JsonRewriter(text, rewrite).run();
}

std::string rewrite_form(std::string_view text, const Rewrite& rewrite) {
  std::string made;
  while (!text.empty()) {
    const auto pair = text.substr(0, text.find('&'));
    const auto equals = pair.find('=');
    if (equals == std::string_view::npos) {
      made += pair;
    } else {
      const auto name = base::percent_decoded(pair.substr(0, equals), {.plus_is_space = true});
      const auto raw = pair.substr(equals + 1);
      const auto value = base::percent_decoded(raw, {.plus_is_space = true});
      const auto changed = rewrite({name, {}, {}}, value);
      made += pair.substr(0, equals + 1);
      made += changed == value ? std::string(raw) : base::percent_encoded(changed);
    }
    text.remove_prefix(pair.size());
    if (!text.empty()) made += text.front();
    if (!text.empty()) text.remove_prefix(1);
  }
  return made;
}

std::string rewrite_body(std::string_view text, const Rewrite& rewrite) {
  const auto value = base::trimmed(text);
  if (value.empty()) return std::string(text);
  if (value.front() == '<' || value.starts_with("\xEF\xBB\xBF<")) return rewrite_xml(text, rewrite);
  if (value.front() == '{' || value.front() == '[') return rewrite_json(text, rewrite);
  const auto equals = value.find('=');
  const bool form = equals != std::string_view::npos && equals > 0 &&
                    value.find_first_of(" \n\t<") == std::string_view::npos;
  if (form) return rewrite_form(text, rewrite);
  return rewrite({}, std::string(text));
}

}  // namespace uws::recording
