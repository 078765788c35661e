#include "bridge/recording/report.h"

#include <algorithm>
#include <array>
#include <iomanip>
#include <map>
#include <ostream>

#include "base/utf8.h"

namespace uws::recording {
namespace {

constexpr std::size_t kOutcomes = 5;
constexpr int kWidth = 100, kNameWidth = 44, kNumberWidth = 11;
using Counts = std::array<std::size_t, kOutcomes>;

std::map<std::string, Counts> counted(const std::vector<Replayed>& all) {
  std::map<std::string, Counts> table;
  for (const auto& each : all) ++table[each.operation][static_cast<std::size_t>(each.outcome)];
  return table;
}

Counts total(const std::vector<Replayed>& all) {
  Counts counts{};
  for (const auto& each : all) ++counts[static_cast<std::size_t>(each.outcome)];
  return counts;
}

void print_row(std::ostream& out, const std::string& name, const Counts& counts) {
  out << std::left << std::setw(kNameWidth) << name << std::right;
  for (const auto count : counts) {
    out << std::setw(kNumberWidth) << (count == 0 ? "-" : std::to_string(count));
  }
  out << '\n';
}

void print_table(std::ostream& out, const std::vector<Replayed>& all) {
  out << std::left << std::setw(kNameWidth) << "operation" << std::right;
  for (std::size_t i = 0; i < kOutcomes; ++i) {
    const auto name = name_of(static_cast<ReplayOutcome>(i));
    out << std::setw(i == 1 ? kNumberWidth + 1 : kNumberWidth) << name;
  }
  out << '\n';
  for (const auto& [name, counts] : counted(all)) print_row(out, name, counts);
  print_row(out, "all", total(all));
}

// A difference of an operation, however often and wherever in a list.
struct Sort {
  std::string operation, path;
  DifferenceKind kind;
  friend auto operator<=>(const Sort&, const Sort&) = default;  // NOLINT(modernize-use-nullptr)
};
struct Met {
  std::size_t count = 0;
  const Difference* first = nullptr;
  const Replayed* in = nullptr;
};

std::string without_numbers(const std::string& path) {
  std::string made;
  bool inside = false;
  for (const char c : path) {
    if (c == '[') inside = true;
    if (!inside) made += c;
    if (c == ']') inside = false;
  }
  return made;
}

std::map<Sort, Met> sorted(const std::vector<Replayed>& all) {
  std::map<Sort, Met> met;
  for (const auto& each : all) {
    for (const auto& difference : each.comparison.differences) {
      auto& entry = met[{each.operation, without_numbers(difference.path), difference.kind}];
      if (entry.count++ > 0) continue;
      entry.first = &difference;
      entry.in = &each;
    }
  }
  return met;
}

void print_differences(std::ostream& out, const std::vector<Replayed>& all, bool requests) {
  constexpr std::size_t kValue = 40;
  std::string operation;
  for (const auto& [sort, met] : sorted(all)) {
    if (sort.operation != operation) out << '\n' << (operation = sort.operation) << '\n';
    const auto& words = words_of(sort.kind);
    out << "  " << words.name << ' ' << met.count << "x  " << met.first->path << '\n';
    if (!met.in->name.empty()) out << "      first in " << met.in->name << '\n';
    out << "      recorded \"" << base::shortened(met.first->recorded, kValue) << "\", now \""
        << base::shortened(met.first->live, kValue) << "\"\n"
        << "      typed clients: " << words.typed << '\n'
        << "      written by hand: " << words.by_hand << '\n';
    if (requests) out << "      request: " << met.in->request << '\n';
  }
}

void print_unsent(std::ostream& out, const std::vector<Replayed>& all) {
  std::map<std::string, std::size_t> whys;
  for (const auto& each : all) {
    if (each.why.empty()) continue;
    ++whys[std::string(name_of(each.outcome)) + ": " + each.why];
  }
  if (!whys.empty()) out << '\n';
  for (const auto& [why, count] : whys)
    out << count << "x " << base::shortened(why, kWidth) << '\n';
}

}  // namespace

void print_report(const std::vector<Replayed>& all, bool requests, std::ostream& out) {
  print_table(out, all);
  print_differences(out, all, requests);
  print_unsent(out, all);
}

Json report_json(const std::vector<Replayed>& all) {
  Json report{{"operations", Json::object()}, {"exchanges", Json::array()}};
  const auto counts_json = [](const Counts& counts) {
    Json json = Json::object();
    for (std::size_t i = 0; i < kOutcomes; ++i) {
      json[std::string(name_of(static_cast<ReplayOutcome>(i)))] = counts[i];
    }
    return json;
  };
  report["all"] = counts_json(total(all));
  for (const auto& [name, counts] : counted(all)) report["operations"][name] = counts_json(counts);
  for (const auto& each : all) {
    Json entry{{"operation", each.operation}, {"outcome", name_of(each.outcome)}};
    if (!each.name.empty()) entry["name"] = each.name;
    if (!each.why.empty()) entry["why"] = each.why;
    if (each.comparison.ignored > 0) entry["ignored"] = each.comparison.ignored;
    for (const auto& difference : each.comparison.differences) {
      const auto& words = words_of(difference.kind);
      entry["differences"].push_back({{"kind", words.name},
                                      {"path", difference.path},
                                      {"recorded", difference.recorded},
                                      {"live", difference.live},
                                      {"typedClients", words.typed},
                                      {"handWrittenClients", words.by_hand}});
    }
    report["exchanges"].push_back(std::move(entry));
  }
  return report;
}

bool all_same(const std::vector<Replayed>& all) {
  return std::ranges::none_of(all, [](const Replayed& each) {
    return each.outcome == ReplayOutcome::different || each.outcome == ReplayOutcome::no_answer;
  });
}

}  // namespace uws::recording
