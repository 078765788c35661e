#include "bridge/recording/scrub.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/base64.h"
#include "base/text.h"
#include "base/url.h"
#include "base/utf8.h"
#include "bridge/ops/secrets.h"
#include "bridge/recording/spans.h"
#include "bridge/recording/stand_in.h"
#include "contract/shape.h"

namespace uws::recording {
namespace {

// Shorter values are replaced where they stand, but not looked for elsewhere.
constexpr std::size_t kShortestSecret = 4, kShortestOther = 6;
constexpr std::size_t kRandomSegment = 16;

bool is_random(std::string_view segment) {
  if (segment.size() < kRandomSegment) return false;
  const auto is = [&](auto test) { return std::ranges::any_of(segment, test); };
  const bool digit = is([](char c) { return c >= '0' && c <= '9'; });
  const bool letter = is([](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; });
  return digit && letter && segment.find_first_of(".=&%") == std::string_view::npos;
}

// Of a caller's own making; a SOAPAction is none.
bool is_callers_url(std::string_view text) {
  return base::is_web_url(text) && !text.starts_with(contract::kMessageNamespace);
}

bool searchable(std::string_view body) {
  return body.find('\0') == std::string_view::npos && base::repair_utf8(body) == body;
}

void replace_all(std::string& text, std::string_view what, std::string_view by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
}

}  // namespace

bool read_choice(std::string_view words, ScrubChoice& choice) {
  while (!words.empty()) {
    const auto word = words.substr(0, words.find(','));
    words.remove_prefix(std::min(word.size() + 1, words.size()));
    if (word == "secrets") continue;
    if (word == "identifiers") {
      choice.identifiers = true;
    } else if (word == "names") {
      choice.names = true;
    } else if (word == "addresses") {
      choice.addresses = true;
    } else {
      return false;
    }
  }
  return true;
}

std::string words_of(const ScrubChoice& choice) {
  std::string words = "secrets";
  if (choice.identifiers) words += ",identifiers";
  if (choice.names) words += ",names";
  if (choice.addresses) words += ",addresses";
  return words;
}

// One exchange, gone through twice: to find the values, then to replace them wherever they stand.
class Scrubber::Work {
 public:
  explicit Work(const Scrubber& rules) : rules_(rules) {}

  Recorded run(Recorded recorded) {
    pass(recorded);
    for (const auto& known : known_) longest_first_.push_back(known.first);
    std::ranges::sort(longest_first_, [](const auto& a, const auto& b) {
      return a.size() != b.size() ? a.size() > b.size() : a < b;
    });
    replacing_ = true;
    return pass(std::move(recorded));
  }

 private:
  bool wanted(Sensitive kind) const {
    switch (kind) {
      case Sensitive::no:
      case Sensitive::url:
        return false;
      case Sensitive::secret:
        return true;
      case Sensitive::identifier:
        return rules_.choice_.identifiers;
      case Sensitive::name:
        return rules_.choice_.names;
      case Sensitive::address:
        return rules_.choice_.addresses;
    }
    return true;
  }

  std::string hidden(const std::string& value, Sensitive kind) {
    auto made = stand_in(value, rules_.key_);
    const auto shortest = kind == Sensitive::secret ? kShortestSecret : kShortestOther;
    if (!replacing_ && value.size() >= shortest && made != value) known_.emplace(value, made);
    return made;
  }

  // `text` with the known values in it replaced, however spelt.
  std::string without_known(std::string text) const {
    if (!replacing_) return text;
    for (const auto& value : longest_first_) {
      const auto& other = known_.at(value);
      ops::hide(text, value, other);
      const auto escaped = base::percent_encoded(value);
      if (escaped != value) replace_all(text, escaped, base::percent_encoded(other));
    }
    return rules_.redact_ ? rules_.redact_(text) : text;
  }

  std::string value(const Place& place, const std::string& text) {
    const auto kind = sensitive(place.name, place.holder, place.label);
    if (kind == Sensitive::url || is_callers_url(text)) return url(text, true);
    return wanted(kind) ? hidden(text, kind) : without_known(text);
  }

  std::string body(const std::string& text) {
    if (!searchable(text)) return std::string(kNotKept);
    return rewrite_body(
        text, [this](const Place& place, const std::string& old) { return value(place, old); });
  }

  // `callback`: every value of its query may be a secret, and what looks random in its path.
  std::string url(const std::string& text, bool callback) {
    const auto [scheme, authority, rest] = base::split_url(text);
    std::string made(scheme);
    if (!scheme.empty()) made += "://";
    made += user(std::string(authority));
    const auto question = std::min(rest.find('?'), rest.size());
    made += path(std::string(rest.substr(0, question)), callback);
    if (question == rest.size()) return made;
    return made + "?" +
           rewrite_form(rest.substr(question + 1), [&](const Place& place, const std::string& old) {
             const auto kind = sensitive(place.name);
             if (callback && kind == Sensitive::no) return hidden(old, Sensitive::secret);
             return wanted(kind) ? hidden(old, kind) : without_known(old);
           });
  }

  std::string user(const std::string& authority) {
    const auto at = authority.rfind('@');
    if (at == std::string::npos) return authority;
    const auto colon = std::min(authority.find(':'), at);
    auto made = rules_.choice_.identifiers
                    ? hidden(authority.substr(0, colon), Sensitive::identifier)
                    : authority.substr(0, colon);
    if (colon < at) {
      made += ":" + base::percent_encoded(
                        hidden(base::percent_decoded(authority.substr(colon + 1, at - colon - 1)),
                               Sensitive::secret));
    }
    return made + authority.substr(at);
  }

  std::string path(const std::string& text, bool callback) {
    std::string made;
    for (std::size_t begin = 0; begin < text.size();) {
      const auto end = std::min(text.find('/', begin + 1), text.size());
      const auto segment = text.substr(begin, end - begin);
      const bool secret = callback && is_random(segment.substr(1));
      made += secret ? "/" + hidden(segment.substr(1), Sensitive::secret) : without_known(segment);
      begin = end;
    }
    return made;
  }

  std::string header(const std::string& name, const std::string& text) {
    const auto kind = sensitive(name);
    if (base::same_no_case(name, "Cookie") || base::same_no_case(name, "Set-Cookie")) {
      const auto equals = std::min(text.find('='), text.size());
      const auto end = std::min(text.find(';', equals), text.size());
      if (equals == text.size()) return hidden(text, Sensitive::secret);
      return text.substr(0, equals + 1) +
             hidden(text.substr(equals + 1, end - equals - 1), Sensitive::secret) +
             (base::same_no_case(name, "Cookie") ? hidden(text.substr(end), Sensitive::secret)
                                                 : text.substr(end));
    }
    if (kind == Sensitive::url || is_callers_url(text)) return url(text, true);
    if (!wanted(kind)) return without_known(text);
    const auto space = text.find(' ');
    if (space == std::string::npos) return hidden(text, kind);
    const auto credentials = text.substr(space + 1);
    if (base::same_no_case(text.substr(0, space), "Basic")) note_basic(credentials);
    return text.substr(0, space + 1) + hidden(credentials, kind);
  }

  void note_basic(const std::string& credentials) {
    const auto plain = base::from_base64(credentials);
    const auto colon = plain.find(':');
    if (colon != std::string::npos) hidden(plain.substr(colon + 1), Sensitive::secret);
  }

  http::Headers headers(const http::Headers& old, const std::string& body) {
    http::Headers made;
    for (const auto& [name, text] : old.fields()) {
      const bool length = base::same_no_case(name, "Content-Length");
      made.add(name, length ? std::to_string(body.size()) : header(name, text));
    }
    return made;
  }

  Recorded pass(Recorded old) {
    old.request = body(old.request);
    old.response = body(old.response);
    old.request_headers = headers(old.request_headers, old.request);
    old.response_headers = headers(old.response_headers, old.response);
    old.url = url(old.url, old.more.contains("rest callback"));
    for (auto& asked : old.asked) {
      asked.body = body(asked.body);
      asked.reply = body(asked.reply);
      asked.path = url(asked.path, false);
    }
    for (auto& [name, text] : old.more) text = body(text);
    old.reason = without_known(old.reason);
    old.status_text = without_known(old.status_text);
    return old;
  }

  const Scrubber& rules_;
  std::map<std::string, std::string> known_;
  std::vector<std::string> longest_first_;
  bool replacing_ = false;
};

Scrubber::Scrubber(std::string key, ScrubChoice choice,
                   std::function<std::string(std::string_view)> redact)
    : key_(std::move(key)), choice_(choice), redact_(std::move(redact)) {}

Recorded Scrubber::scrubbed(Recorded recorded) const {
  auto made = Work(*this).run(std::move(recorded));
  made.scrubbed = words_of(choice_);
  return made;
}

}  // namespace uws::recording
