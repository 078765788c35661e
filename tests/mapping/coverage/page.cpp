#include "tests/mapping/coverage/page.h"

#include <algorithm>
#include <filesystem>
#include <tuple>

namespace uws::coverage {
namespace {

constexpr const char* kEcho = "echo of ";
constexpr const char* kEvery = "*";
constexpr const char* kHead =
    "# What each field becomes\n\n"
    "Every operation and every field of the old contract, with the place its value goes to or "
    "comes\n"
    "from. Written by `UPDATE_DOCS=1 build/dev/tests/coverage_test` from the recorded exchanges "
    "in\n"
    "`tests/golden/`: a place is listed because a value was seen to travel there. Fields that "
    "never\n"
    "travel have their reason in `tests/mapping/coverage/reasons.json`; the test fails for a "
    "field\n"
    "with neither.\n\n"
    "Places: `a.b[].c` is a member of the JSON body, `query x` a query parameter, `path …/x/{}` "
    "the\n"
    "path segment after `x`, `store…` the gateway's own registration store.\n";

std::string last_part(std::string_view name_space) {
  return std::string(name_space.substr(name_space.rfind('.') + 1));
}

std::vector<Exchange> exchanges_of(const contract::Wrapper& wrapper,
                                   const std::filesystem::path& folder) {
  std::vector<Exchange> exchanges;
  if (!std::filesystem::exists(folder)) return exchanges;
  for (const auto& path : testing::golden_files(folder)) {
    const auto file = testing::read_golden(path);
    if (file) exchanges.push_back(take_apart(wrapper, *file));
  }
  return exchanges;
}

void explain(Coverage& coverage, const std::map<std::string, std::string>& patterns,
             std::vector<std::string>& problems) {
  const std::string name = coverage.service + "/" + coverage.operation + ": ";
  for (const auto& [pattern, reason] : patterns) {
    bool used = false;
    for (const auto& field : coverage.fields) {
      if (!matches(pattern, field)) continue;
      used = true;
      const auto traced = coverage.traces.find(field);
      if (traced != coverage.traces.end() && traced->second.starts_with(kEcho)) {
        coverage.traces.erase(traced);
        coverage.reasons.emplace(field, reason);
      } else if (traced != coverage.traces.end()) {
        problems.push_back(name + field + " is explained but travels to " + traced->second);
      } else if (!coverage.reasons.emplace(field, reason).second) {
        problems.push_back(name + field + " is explained twice");
      }
    }
    if (!used) problems.push_back(name + "no field is like " + pattern);
  }
}

// The reasons that hold for every operation; what then has none is a problem.
void explain_rest(Coverage& coverage, const std::map<std::string, std::string>& patterns,
                  std::set<std::string>& used, std::vector<std::string>& problems) {
  const std::string name = coverage.service + "/" + coverage.operation + ": ";
  for (const auto& field : coverage.fields) {
    if (coverage.traces.contains(field) || coverage.reasons.contains(field)) continue;
    for (const auto& [pattern, reason] : patterns) {
      if (!matches(pattern, field)) continue;
      used.insert(pattern);
      coverage.reasons.emplace(field, reason);
    }
    if (!coverage.reasons.contains(field)) {
      problems.push_back(name + field + " is neither traced nor explained");
    }
  }
}

Coverage traced(const contract::Wrapper& wrapper, const std::string& root) {
  const auto& input = *wrapper.type->members[0].type;
  const auto* answer = contract::find_wrapper(std::string(wrapper.name) + "Response");
  Coverage coverage{last_part(input.name_space), std::string(wrapper.name), {}, {}, {}, {}};
  for (const auto& field : field_paths(input)) coverage.fields.push_back("Input/" + field);
  for (const auto& field : field_paths(*answer->type->members[0].type)) {
    coverage.fields.push_back("Output/" + field);
  }
  const auto exchanges =
      exchanges_of(wrapper, std::filesystem::path(root) / coverage.service / coverage.operation);
  for (const auto& [field, place] : trace_input(exchanges)) {
    coverage.traces["Input/" + field] = place;
  }
  for (const auto& [field, place] : trace_output(exchanges)) {
    coverage.traces["Output/" + field] = place;
  }
  coverage.silent = silent_members(exchanges);
  return coverage;
}

std::string row(const Coverage& coverage, const std::string& field) {
  const auto traced_to = coverage.traces.find(field);
  if (traced_to != coverage.traces.end()) {
    const bool echo = traced_to->second.starts_with(kEcho);
    const std::string place = echo ? traced_to->second : "`" + traced_to->second + "`";
    return "| " + field + " | " + place + " |\n";
  }
  const auto reason = coverage.reasons.find(field);
  const std::string why = reason == coverage.reasons.end() ? "not known" : reason->second;
  return "| " + field + " | *" + why + "* |\n";
}

}  // namespace

bool matches(std::string_view pattern, std::string_view name) {
  const auto star = pattern.find('*');
  if (star == std::string_view::npos) return pattern == name;
  return name.size() + 1 >= pattern.size() && name.starts_with(pattern.substr(0, star)) &&
         name.ends_with(pattern.substr(star + 1));
}

std::vector<Coverage> coverage_of(const std::string& root, const Reasons& reasons,
                                  std::vector<std::string>& problems) {
  std::vector<Coverage> all;
  std::set<std::string> operations{kEvery}, used;
  const auto reasons_of = [&](const std::string& operation) {
    const auto found = reasons.find(operation);
    return found == reasons.end() ? std::map<std::string, std::string>{} : found->second;
  };
  const auto every = reasons_of(kEvery);
  for (const auto& wrapper : contract::wrappers()) {
    if (wrapper.type->members[0].name != "Input") continue;
    Coverage coverage = traced(wrapper, root);
    const std::string name = coverage.service + "/" + coverage.operation;
    operations.insert(name);
    explain(coverage, reasons_of(name), problems);
    explain_rest(coverage, every, used, problems);
    all.push_back(std::move(coverage));
  }
  for (const auto& [name, patterns] : reasons) {
    if (!operations.contains(name)) problems.push_back("no such operation: " + name);
  }
  for (const auto& [pattern, reason] : every) {
    if (!used.contains(pattern)) problems.push_back("no field needs " + pattern);
  }
  std::sort(all.begin(), all.end(), [](const Coverage& a, const Coverage& b) {
    return std::tie(a.service, a.operation) < std::tie(b.service, b.operation);
  });
  return all;
}

std::string page_text(const std::vector<Coverage>& all, const std::string& rest_only) {
  std::string text = kHead;
  std::string service;
  for (const auto& coverage : all) {
    if (coverage.service != service) text += "\n## " + coverage.service + "\n";
    service = coverage.service;
    text += "\n### " + coverage.operation + "\n\n";
    if (coverage.fields.empty()) {
      text += "No fields.\n";
    } else {
      text += "| field | REST side |\n|---|---|\n";
      for (const auto& field : coverage.fields) text += row(coverage, field);
    }
    if (coverage.silent.empty()) continue;
    text += "\nMembers of recorded REST answers that no field carries as they are:";
    for (const auto& path : coverage.silent) text += " `" + path + "`";
    text += "\n";
  }
  return text + rest_only;
}

}  // namespace uws::coverage
