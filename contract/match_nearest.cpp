// What a member that stands for nothing may have been meant for.

#include <algorithm>
#include <numeric>

#include "contract/match_nearest.h"
#include "contract/match_types.h"

namespace uws::contract {
namespace {

constexpr std::size_t kMostNearest = 3;

struct Candidate {
  std::size_t distance = 0;
  int alike = 0;  // same kind, same place
  std::string text;
};

bool near(const Candidate& candidate, std::string_view a, std::string_view b) {
  const auto longest = std::max(a.size(), b.size());
  return candidate.distance * 2 <= longest || candidate.alike == 2 || a.find(b) != a.npos ||
         b.find(a) != b.npos;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const auto changed = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

std::vector<std::string> nearest_names(std::string_view name,
                                       const std::vector<NearCandidate>& candidates) {
  std::vector<Candidate> found;
  for (const auto& each : candidates) {
    Candidate candidate{edit_distance(name, each.name),
                        (each.same_kind ? 1 : 0) + (each.same_place ? 1 : 0),
                        std::string(each.name)};
    if (!near(candidate, name, each.name)) continue;
    candidate.text += " (" + std::to_string(candidate.distance) +
                      (candidate.distance == 1 ? " letter differs" : " letters differ") +
                      (each.same_kind ? ", same kind" : "") +
                      (each.same_place ? ", same place" : "") + ")";
    found.push_back(std::move(candidate));
  }
  std::ranges::stable_sort(found, [](const Candidate& a, const Candidate& b) {
    return std::pair(a.distance, -a.alike) < std::pair(b.distance, -b.alike);
  });
  std::vector<std::string> texts;
  for (auto& candidate : found) {
    if (texts.size() < kMostNearest) texts.push_back(std::move(candidate.text));
  }
  return texts;
}

std::vector<std::string> TypeMatcher::nearest(const Making& making, std::size_t index) const {
  const auto& element = making.elements[index];
  const auto members = making.ours->members;
  std::vector<NearCandidate> candidates;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (making.taken.contains(&members[i])) continue;
    const bool complex = theirs_.is_complex(element.type);
    const bool same_kind =
        complex ? members[i].type != nullptr
                : !members[i].type && members[i].kind == value_kind(theirs_, element.type);
    candidates.push_back({members[i].name, same_kind, i == index});
  }
  return nearest_names(element.name.local, candidates);
}

void TypeMatcher::suggest(const Making& making) {
  for (std::size_t i = 0; i < making.elements.size(); ++i) {
    const auto& member = (*making.members)[i];
    if (member.ours || (member.outer && member.outer->level)) continue;
    const auto found =
        found_.find({making.group(), making.elements[i].name.local + ": only there"});
    if (found == found_.end()) continue;
    result_.findings[found->second].nearest = nearest(making, i);
  }
}

// Members of ours that none of his stands for.
void TypeMatcher::report_ours(const Making& making) {
  for (const auto& member : making.ours->members) {
    if (making.taken.contains(&member)) continue;
    const std::string name(member.name);
    const bool other_kind =
        found_.contains({making.group(), name + ": has members there, is a value here"}) ||
        found_.contains({making.group(), name + ": is a value there, has members here"});
    if (other_kind) continue;
    const auto* ignored = rule(rules_.ignore, making.type, name);
    auto& finding = find(making, Finding::Matter::only_ours, name + ": only here");
    finding.open = ignored == nullptr;
    finding.required = member.required;
    finding.nillable = member.nillable;
    finding.key = display_name(making.type) + "." + name;
  }
}

}  // namespace uws::contract
