#include "bridge/tools/wsdl_diff.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>
#include <system_error>

#include "bridge/tools/contract_diff.h"
#include "contract/documents.h"
#include "contract/reader.h"

namespace uws::tools {
namespace {

namespace fs = std::filesystem;

tl::expected<contract::Contract, std::string> embedded_contract() {
  contract::Source source;
  source.read = [](const std::string& path) -> std::optional<std::string> {
    for (const auto& document : contract::contract_documents()) {
      if (document.path == path) return std::string(document.text);
    }
    return std::nullopt;
  };
  source.schemas_beside = [](const std::string&) { return std::vector<std::string>(); };
  std::vector<std::string> paths;
  for (const auto& document : contract::contract_documents()) {
    if (document.path.ends_with(".wsdl")) paths.emplace_back(document.path);
  }
  return contract::read_contract(paths, source);
}

std::optional<std::string> read_file(const std::string& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return std::nullopt;
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (file.bad()) return std::nullopt;
  return text;
}

std::vector<std::string> schemas_beside(const std::string& path) {
  std::vector<std::string> found;
  std::error_code error;
  const auto folder = fs::path(path).parent_path();
  fs::directory_iterator entry(folder.empty() ? fs::path(".") : folder, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    const auto name = entry->path().filename();
    if (name.extension() == ".xsd") found.push_back((folder / name).generic_string());
  }
  std::sort(found.begin(), found.end());
  return found;
}

void print(const Comparison& comparison, std::ostream& out) {
  std::string group;
  for (const auto& difference : comparison.differences) {
    if (difference.group != group) {
      out << (group.empty() ? "" : "\n") << difference.group << '\n';
      group = difference.group;
    }
    out << "  " << difference.what << "\n    -> " << difference.meaning << '\n';
  }
  if (!group.empty()) out << '\n';
  for (const auto& name : comparison.not_compared) {
    out << "not compared: " << name << " (not in these files)\n";
  }
  out << comparison.operations << " operations compared, " << comparison.differences.size()
      << " differences\n";
}

}  // namespace

int wsdl_diff(const std::vector<std::string>& files, std::ostream& out, std::ostream& err) {
  const auto ours = embedded_contract();
  const auto theirs = contract::read_contract(files, {read_file, schemas_beside});
  for (const auto* contract : {&ours, &theirs}) {
    if (*contract) continue;
    err << contract->error() << '\n';
    return kUnreadable;
  }
  const auto comparison = compare(*ours, *theirs);
  print(comparison, out);
  return comparison.differences.empty() ? kSame : kDifferent;
}

}  // namespace uws::tools
