#include "tests/mapping/coverage/trace.h"

#include <algorithm>
#include <cctype>

namespace uws::coverage {
namespace {

constexpr double kAlike = 0.5;

// One spelling for values that mean the same: no case, no fraction or zone punctuation of dates.
std::string normal(const std::string& value) {
  std::string out;
  for (const char c : value) out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  const bool date = out.size() >= 19 && out[4] == '-' && out[7] == '-' &&
                    (out[10] == 't' || out[10] == ' ') && out[13] == ':';
  if (!date) return out;
  out.resize(19);
  out[10] = 't';
  return out;
}

bool ordinary(const std::string& value) {
  return value.size() < 3 || value == "true" || value == "false";
}

// Letters of a path's last `parts` names, lower case.
std::string letters(const std::string& path, std::size_t parts) {
  std::string out;
  std::size_t seen = 0;
  for (auto i = path.rbegin(); i != path.rend(); ++i) {
    const bool separator = *i == '/' || *i == '.';
    if (separator && !out.empty() && ++seen == parts) break;
    if (std::isalnum(static_cast<unsigned char>(*i))) {
      out += static_cast<char>(std::tolower(static_cast<unsigned char>(*i)));
    }
  }
  std::reverse(out.begin(), out.end());
  return out;
}

// Dice coefficient of letter pairs: 0 = nothing in common, 1 = equal.
double alike(const std::string& a, const std::string& b) {
  if (a == b) return 1;
  if (a.size() < 2 || b.size() < 2) return 0;
  std::multiset<std::string> pairs;
  for (std::size_t i = 0; i + 1 < a.size(); ++i) pairs.insert(a.substr(i, 2));
  std::size_t common = 0;
  for (std::size_t i = 0; i + 1 < b.size(); ++i) {
    const auto found = pairs.find(b.substr(i, 2));
    if (found == pairs.end()) continue;
    ++common;
    pairs.erase(found);
  }
  return 2.0 * static_cast<double>(common) / static_cast<double>(a.size() + b.size() - 2);
}

double name_score(const std::string& soap, const std::string& other) {
  const double last = alike(letters(soap, 1), letters(other, 1));
  return last + 0.5 * alike(letters(soap, 2), letters(other, 2)) +
         0.25 * alike(letters(soap, 9), letters(other, 9));
}

using Votes = std::map<std::string, std::map<std::string, int>>;  // field -> place -> recordings

void vote(const std::vector<Leaf>& fields, const std::vector<Leaf>& places, Votes& votes) {
  std::set<std::pair<std::string, std::string>> seen;
  for (const auto& field : fields) {
    const std::string value = normal(field.value);
    for (const auto& place : places) {
      if (normal(place.value) != value) continue;
      const bool named = alike(letters(field.path, 1), letters(place.path, 1)) >= kAlike;
      if (ordinary(value) && !named) continue;
      if (seen.emplace(field.path, place.path).second) ++votes[field.path][place.path];
    }
  }
}

Traces winners(const Votes& votes) {
  Traces traces;
  for (const auto& [field, places] : votes) {
    int most = 0;
    for (const auto& [place, count] : places) most = std::max(most, count);
    double best = -1;
    for (const auto& [place, count] : places) {
      const double score = name_score(field, place) + static_cast<double>(count) / most;
      if (score < best) continue;  // of equals the last: "a[].b" rather than "a.b"
      best = score;
      traces[field] = place;
    }
  }
  return traces;
}

}  // namespace

Traces trace_input(const std::vector<Exchange>& exchanges) {
  Votes votes;
  for (const auto& exchange : exchanges) vote(exchange.request, exchange.calls, votes);
  return winners(votes);
}

Traces trace_output(const std::vector<Exchange>& exchanges) {
  Votes from_replies, from_request;
  for (const auto& exchange : exchanges) {
    vote(exchange.response, exchange.replies, from_replies);
    vote(exchange.response, exchange.request, from_request);
  }
  Traces traces = winners(from_replies);
  for (const auto& [field, place] : winners(from_request)) {
    traces.emplace(field, "echo of Input/" + place);
  }
  return traces;
}

std::set<std::string> silent_members(const std::vector<Exchange>& exchanges) {
  std::set<std::string> silent, passed;
  for (const auto& exchange : exchanges) {
    if (exchange.response.empty()) continue;
    std::set<std::string> answered;
    for (const auto& leaf : exchange.response) answered.insert(normal(leaf.value));
    for (const auto& leaf : exchange.replies) {
      if (answered.contains(normal(leaf.value))) passed.insert(leaf.path);
      const bool unknown =
          std::any_of(exchange.unmapped.begin(), exchange.unmapped.end(),
                      [&](const std::string& path) { return leaf.path.starts_with(path); });
      const bool rest = !leaf.path.empty() && !leaf.path.starts_with("store");
      if (rest && !unknown) silent.insert(leaf.path);
    }
  }
  for (const auto& path : passed) silent.erase(path);
  return silent;
}

}  // namespace uws::coverage
