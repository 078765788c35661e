#include "bridge/tools/wsdl_diff.h"

#include <algorithm>
#include <filesystem>
#include <ostream>
#include <system_error>

#include "bridge/tools/contract_diff.h"
#include "contract/documents.h"
#include "contract/reader.h"

namespace uws::tools {
namespace {

namespace fs = std::filesystem;

// A test holds the program's own documents to be readable.
tl::expected<contract::Contract, std::string> embedded_contract() {
  std::vector<std::string> paths;
  for (const auto& document : contract::contract_documents()) {
    if (document.path.ends_with(".wsdl")) paths.emplace_back(document.path);
  }
  return contract::read_contract(paths, {contract::contract_document});
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

int print_differences(const contract::Contract& theirs, std::ostream& out) {
  const auto comparison = compare(*embedded_contract(), theirs);
  print(comparison, out);
  return comparison.differences.empty() ? kSame : kDifferent;
}

int wsdl_diff(const std::vector<std::string>& files, std::ostream& out, std::ostream& err) {
  const auto theirs = contract::read_contract(files, {contract::read_file, schemas_beside});
  if (theirs) return print_differences(*theirs, out);
  err << theirs.error() << '\n';
  return kUnreadable;
}

}  // namespace uws::tools
