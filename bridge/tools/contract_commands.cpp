#include "bridge/tools/contract_commands.h"

#include <filesystem>
#include <fstream>
#include <ostream>

#include "bridge/owner/owner_contract.h"
#include "bridge/tools/contract_report.h"
#include "bridge/tools/wsdl_diff.h"

namespace uws::tools {
namespace {

// Null when it cannot be used, which `err` is told.
owner::Shared loaded(const std::string& directory, std::ostream& err) {
  auto contract = owner::load(directory);
  if (contract) return std::move(*contract);
  for (const auto& problem : contract.error()) err << problem << '\n';
  return nullptr;
}

}  // namespace

int contract_check(const std::string& directory, bool differences, std::ostream& out,
                   std::ostream& err) {
  const auto contract = loaded(directory, err);
  if (!contract) return kUnusable;
  print_report(*contract, out);
  if (differences) {
    out << '\n';
    print_differences(contract->files.contract, out);
  }
  return contract->matching.open() == 0 ? kAllSettled : kOpenPoints;
}

int contract_draft(const std::string& directory, std::ostream& out, std::ostream& err) {
  const auto path = std::filesystem::path(directory) / "contract.toml";
  if (std::filesystem::exists(path)) {
    err << path.generic_string() << ": is there already, and stays as it is\n";
    return kUnusable;
  }
  const auto contract = loaded(directory, err);
  if (!contract) return kUnusable;
  std::ofstream file(path);
  print_draft(*contract, file);
  if (!file.flush()) {
    err << path.generic_string() << ": cannot be written\n";
    return kUnusable;
  }
  out << path.generic_string() << ": " << contract->matching.open() << " open points\n";
  return kAllSettled;
}

int check_contract_of(const config::Config& config, std::ostream& out, std::ostream& err) {
  if (config.contract.directory.empty()) return kAllSettled;
  out << "\nowner's contract in " << config.contract.directory << '\n';
  const auto code = contract_check(config.contract.directory, false, out, err);
  return code == kUnusable ? kUnusable : kAllSettled;
}

}  // namespace uws::tools
