#include "tests/mapping/coverage/rest_side.h"

#include <filesystem>

#include "simulator/rest_contract.h"
#include "tests/mapping/coverage/leaves.h"
#include "tests/mapping/coverage/page.h"

namespace uws::coverage {
namespace {

using Data = nlohmann::ordered_json;
using Problems = std::vector<std::string>;

void add_call(const std::string& content, RestCalls& calls) {
  const auto line_end = content.find('\n');
  const std::string line = content.substr(0, line_end);
  const auto space = line.find(' ');
  if (space == std::string::npos) return;
  const std::string target = line.substr(space + 1);
  const auto question = target.find('?');
  auto& members =
      calls[rest_contract::match(line.substr(0, space), target.substr(0, question)).operation];
  if (question != std::string::npos) {
    for (const auto& [name, value] : rest_contract::parse_query(target.substr(question + 1))) {
      members.insert("query " + name.substr(0, name.find('[')));
    }
  }
  if (line_end == std::string::npos) return;
  const auto body = nlohmann::json::parse(content.substr(line_end + 1), nullptr, false);
  for (const auto& leaf : recording::json_leaves(body)) members.insert(leaf.path);
}

std::string methods_text(const Data& methods, const RestCalls& calls, Problems& problems) {
  std::set<std::string> listed;
  std::string text =
      "\n### Methods without a SOAP operation\n\n"
      "| method | what it does |\n|---|---|\n";
  for (const auto& [heading, operations] : methods.items()) {
    text += "| **" + heading + "** | |\n";
    for (const auto& [operation, what] : operations.items()) {
      if (!listed.insert(operation).second) problems.push_back("listed twice: " + operation);
      if (calls.contains(operation)) problems.push_back("REST only, but called: " + operation);
      text += "| `" + operation + "` | " + what.get<std::string>() + " |\n";
    }
  }
  for (const auto& operation : rest_contract::operations()) {
    if (!calls.contains(operation) && !listed.contains(operation)) {
      problems.push_back("neither called nor REST only: " + operation);
    }
  }
  return text;
}

// The rows of one operation.
std::string member_rows(const std::string& operation, const Data& patterns,
                        const std::set<std::string>& sent, Problems& problems) {
  std::string text;
  std::set<std::string> explained;
  const auto members = rest_contract::request_members(operation);
  for (const auto& [pattern, why] : patterns.items()) {
    bool used = false;
    for (const auto& member : members) {
      if (!matches(pattern, member)) continue;
      used = true;
      explained.insert(member);
      if (sent.contains(member)) {
        problems.push_back(operation + ": " + member + " is explained but sent");
      }
    }
    if (!used) problems.push_back(operation + ": no member is like " + pattern);
    text += "| `" + operation + "` | `" + pattern + "` | " + why.get<std::string>() + " |\n";
  }
  for (const auto& member : members) {
    if (!sent.contains(member) && !explained.contains(member)) {
      problems.push_back(operation + ": " + member + " is neither sent nor explained");
    }
  }
  return text;
}

}  // namespace

RestCalls rest_calls(const std::string& golden_root) {
  RestCalls calls;
  for (const auto& path : testing::golden_files(golden_root)) {
    const auto file = testing::read_golden(path);
    if (!file) continue;
    for (const auto& section : file->sections) {
      // "rest callback" is the other direction.
      const bool call = section.name == "rest call" || section.name.starts_with("rest call ");
      if (call) add_call(section.content, calls);
    }
  }
  return calls;
}

std::string rest_only_text(const Data& data, const RestCalls& calls, Problems& problems) {
  std::string text =
      "\n## REST only\n\n"
      "What the platform offers and the old contract has no words for: no SOAP client can ask for "
      "it.\n"
      "From `tests/mapping/coverage/rest_only.json` and `simulator/rest_contract.json`; the test "
      "fails\n"
      "for a method or member of the latter that no recorded call uses and the former does not "
      "explain.\n";
  text += methods_text(data.at("methods"), calls, problems);
  text +=
      "\n### Request members no SOAP field reaches\n\n"
      "`*` stands for the rest of the name.\n\n"
      "| method | member | why |\n|---|---|---|\n";
  const auto& members = data.at("members");
  for (const auto& [operation, sent] : calls) {
    text += member_rows(operation, members.value(operation, Data::object()), sent, problems);
  }
  for (const auto& [operation, patterns] : members.items()) {
    if (!calls.contains(operation)) problems.push_back("no call of " + operation);
  }
  return text;
}

}  // namespace uws::coverage
