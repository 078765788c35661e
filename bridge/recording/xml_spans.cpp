#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "base/text.h"
#include "base/utf8.h"
#include "base/xml_out.h"
#include "bridge/recording/spans.h"

namespace uws::recording {
namespace {

// Puts the character `entity` ("amp", "#x41") stands for; false when it is none.
bool put_entity(std::string& out, std::string_view entity) {
  if (entity.starts_with('#')) {
    const bool hex = entity.size() > 1 && (entity[1] == 'x' || entity[1] == 'X');
    const auto digits = entity.substr(hex ? 2 : 1);
    unsigned code = 0;
    const auto read =
        std::from_chars(digits.data(), digits.data() + digits.size(), code, hex ? 16 : 10);
    if (read.ec != std::errc() || read.ptr != digits.data() + digits.size()) return false;
    base::append_utf8(out, code);
    return true;
  }
  for (const auto& [name, c] : {std::pair("amp", '&'), std::pair("lt", '<'), std::pair("gt", '>'),
                                std::pair("quot", '"'), std::pair("apos", '\'')}) {
    if (entity != name) continue;
    out += c;
    return true;
  }
  return false;
}

std::string decoded(std::string_view text) {
  std::string made;
  while (!text.empty()) {
    const auto semicolon = text.front() == '&' ? text.find(';') : std::string_view::npos;
    if (semicolon != std::string_view::npos && put_entity(made, text.substr(1, semicolon - 1))) {
      text.remove_prefix(semicolon + 1);
    } else {
      made += text.front();
      text.remove_prefix(1);
    }
  }
  return made;
}

std::string encoded(std::string_view text) {
  std::string made;
  base::append_xml_attribute(made, text);
  return made;
}

class XmlRewriter {
 public:
  XmlRewriter(std::string_view text, const Rewrite& rewrite) : rest_(text), rewrite_(rewrite) {}

  std::string run() {
    while (!rest_.empty()) {
      if (rest_.front() != '<') {
        put_text(take(rest_.find('<')));
      } else if (rest_.starts_with("<![CDATA[")) {
        put_cdata();
      } else if (rest_.starts_with("<!--")) {
        put_markup(take_past("-->"));
      } else if (rest_.starts_with("<?") || rest_.starts_with("<!")) {
        put_markup(take_past(">"));
      } else {
        put_tag();
      }
    }
    return std::move(out_);
  }

 private:
  struct Level {
    std::string_view name;
    std::string label;  // of a Name or Key among its children
  };

  std::string_view take(std::size_t end) {
    const auto taken = rest_.substr(0, end);
    rest_.remove_prefix(taken.size());
    return taken;
  }
  std::string_view take_past(std::string_view mark) {
    const auto at = rest_.find(mark);
    return take(at == std::string_view::npos ? at : at + mark.size());
  }

  Place here() const {
    Place place;
    const auto depth = levels_.size();
    if (depth > 0) place.name = levels_[depth - 1].name;
    if (depth > 1) {
      place.holder = levels_[depth - 2].name;
      place.label = levels_[depth - 2].label;
    }
    return place;
  }

  void put_value(const Place& place, std::string_view raw) {
    const auto value = decoded(raw);
    const auto made = rewrite_(place, value);
    out_ += made == value ? std::string(raw) : encoded(made);
  }

  // A comment, an instruction, a document type: what stands in it is no value of its own.
  void put_markup(std::string_view raw) { out_ += rewrite_({}, std::string(raw)); }

  void put_text(std::string_view text) {
    const auto value = base::trimmed(text);
    if (value.empty()) {
      out_ += text;
      return;
    }
    const auto before = static_cast<std::size_t>(value.data() - text.data());
    out_ += text.substr(0, before);
    note_label(value);
    put_value(here(), value);
    out_ += text.substr(before + value.size());
  }

  void note_label(std::string_view value) {
    if (levels_.size() < 2) return;
    const auto name = levels_.back().name;
    if (name == "Key" || name == "Name") levels_[levels_.size() - 2].label = decoded(value);
  }

  void put_cdata() {
    constexpr std::string_view kOpen = "<![CDATA[", kClose = "]]>";
    auto text = take_past(kClose);
    text.remove_prefix(kOpen.size());
    const bool closed = text.ends_with(kClose);
    if (closed) text.remove_suffix(kClose.size());
    out_ += std::string(kOpen) + rewrite_(here(), std::string(text));
    if (closed) out_ += kClose;
  }

  void put_tag() {
    const auto name = rest_.substr(1, rest_.find_first_of(" \t\r\n/>", 2) - 1);
    if (name.starts_with('/')) {
      if (!levels_.empty()) levels_.pop_back();
      out_ += take_past(">");
      return;
    }
    out_ += take(1 + name.size());
    levels_.push_back({base::local_part(name), {}});
    put_attributes(name);
    if (out_.ends_with("/>")) levels_.pop_back();
  }

  void put_attributes(std::string_view element) {
    while (!rest_.empty()) {
      out_ += take(rest_.find_first_of("=>"));
      if (rest_.empty() || rest_.front() == '>') {
        out_ += take(1);
        return;
      }
      const auto whole = last_name();
      const auto name = base::local_part(whole);
      const bool declaration = whole == "xmlns" || whole.starts_with("xmlns:");
      out_ += take(std::min(rest_.find_first_not_of("= \t\r\n"), rest_.size()));
      if (rest_.empty() || (rest_.front() != '"' && rest_.front() != '\'')) continue;
      const char quote = rest_.front();
      out_ += take(1);
      const auto value = take(rest_.find(quote));
      if (declaration) {
        out_ += value;
      } else {
        put_value({name, base::local_part(element), {}}, value);
      }
      out_ += take(1);
    }
  }

  // The name that ends what is written so far.
  std::string last_name() const {
    const auto end = out_.find_last_not_of(" \t\r\n");
    if (end == std::string::npos) return {};
    const auto begin = out_.find_last_of(" \t\r\n", end);
    return out_.substr(begin + 1, end - begin);
  }

  std::string_view rest_;
  const Rewrite& rewrite_;
  std::string out_;
  std::vector<Level> levels_;
};

}  // namespace

std::string rewrite_xml(std::string_view text, const Rewrite& rewrite) {
  return XmlRewriter(text, rewrite).run();
}

}  // namespace uws::recording
