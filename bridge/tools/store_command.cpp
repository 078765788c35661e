#include "bridge/tools/store_command.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "bridge/store/salvage.h"
#include "bridge/tools/cli.h"

namespace uws::tools {
namespace {

constexpr int kExitDamaged = 1;

struct Files {
  std::string file, into;
  bool salvage = false;
};

int fail(std::ostream& err, const std::string& words) {
  err << "uws-bridge store: " << words << '\n';
  return kExitUsage;
}

int check(const Files& files, std::ostream& out, std::ostream& err) {
  const auto report = store::check_store(files.file);
  if (!report) return fail(err, report.error());
  for (const auto& line : report->damage) out << "damage: " << line << '\n';
  out << (report->damage.empty() ? "whole" : "damaged") << ": " << report->registrations
      << " registrations; callbacks: " << report->queued << " queued, " << report->paused
      << " paused, " << report->dead << " dead letters\n";
  return report->damage.empty() ? kExitOk : kExitDamaged;
}

int salvage(const Files& files, std::ostream& out, std::ostream& err) {
  const auto salvaged = store::salvage_store(files.file, files.into);
  if (!salvaged) return fail(err, salvaged.error());
  out << files.into << ": " << salvaged->registrations << " registrations, " << salvaged->callbacks
      << " callbacks, " << salvaged->clients << " clients; " << salvaged->unreadable
      << " rows could not be read\n";
  return salvaged->unreadable == 0 ? kExitOk : kExitDamaged;
}

}  // namespace

std::function<int()> declare_store(CLI::App& command, std::ostream& out, std::ostream& err) {
  const auto files = std::make_shared<Files>();
  command.require_subcommand(1);
  auto* const checking = command.add_subcommand("check", "Say whether a store is whole");
  checking->add_option("file", files->file, "The store's file")->required();
  auto* const salvaging =
      command.add_subcommand("salvage", "Copy what can be read of a damaged store");
  salvaging->add_option("file", files->file, "The damaged file")->required();
  salvaging->add_option("into", files->into, "A new file")->required();
  salvaging->callback([files] { files->salvage = true; });
  return [files, &out, &err] {
    return files->salvage ? salvage(*files, out, err) : check(*files, out, err);
  };
}

}  // namespace uws::tools
