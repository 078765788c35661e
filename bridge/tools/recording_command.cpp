#include "bridge/tools/recording_command.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>
#include <ostream>

#include "base/crypto.h"
#include "base/text.h"
#include "bridge/recording/files.h"
#include "bridge/recording/golden.h"
#include "bridge/recording/har.h"
#include "bridge/recording/scrub.h"
#include "bridge/recording/wiremock.h"

namespace uws::tools {
namespace {

namespace fs = std::filesystem;
using recording::Recorded;
using Written = tl::expected<void, std::string>;

struct RecordingArguments {
  std::string from, to, choice, key_file;
};

Written write_golden(const fs::path& path, const Recorded& recorded) {
  const auto text = recording::sections_text(recording::to_golden(recorded));
  if (!text) return tl::unexpected(path.string() + ": " + text.error());
  return recording::write_private(path, *text);
}

// What a recording says of itself leads nowhere but below the folder.
bool leads_below(const fs::path& path) {
  return !path.empty() && path.is_relative() &&
         std::ranges::none_of(path, [](const fs::path& part) { return part == ".."; });
}

// "CarrierService/MoveDevice/ok.txt", or by operation and number.
fs::path case_path(const Recorded& recorded, std::size_t number) {
  if (leads_below(recorded.name)) return recorded.name + ".txt";
  auto operation = recorded.operation;
  if (const auto dot = operation.find('.'); dot != std::string::npos) operation[dot] = '/';
  if (!leads_below(operation)) operation = "other";
  return operation + "/" + std::to_string(number) + ".txt";
}

Written write_folder(const fs::path& folder, const std::vector<Recorded>& all) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto path = folder / case_path(all[i], i + 1);
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    if (auto written = write_golden(path, all[i]); !written) return written;
  }
  return {};
}

Written write_as(const fs::path& to, const std::vector<Recorded>& all) {
  if (to.extension() == ".har") return recording::write_private(to, recording::har_text(all));
  if (to.extension() == ".json") return recording::write_private(to, recording::wiremock_text(all));
  if (to.extension() != ".txt") return write_folder(to, all);
  if (all.size() == 1) return write_golden(to, all.front());
  return tl::unexpected(to.string() + ": holds one exchange, and there are " +
                        std::to_string(all.size()) + "; name a folder");
}

int finish(const Written& written, std::size_t count, const std::string& to, std::ostream& out,
           std::ostream& err) {
  if (!written) {
    err << written.error() << '\n';
    return kExitUsage;
  }
  out << count << " exchanges written to " << to << '\n';
  return kExitOk;
}

int convert(const RecordingArguments& arguments, std::ostream& out, std::ostream& err) {
  const auto all = recording::read_recordings(arguments.from);
  if (!all) {
    err << all.error() << '\n';
    return kExitUsage;
  }
  return finish(write_as(arguments.to, *all), all->size(), arguments.to, out, err);
}

int scrub(const RecordingArguments& arguments, std::ostream& out, std::ostream& err) {
  recording::ScrubChoice choice;
  std::string error;
  if (!recording::read_choice(arguments.choice, choice)) {
    err << "--scrub: identifiers, names and addresses are known\n";
    return kExitUsage;
  }
  const auto key = scrub_key(arguments.key_file, "", error);
  auto all = recording::read_recordings(arguments.from);
  if (!error.empty() || !all) {
    err << (error.empty() ? all.error() : error) << '\n';
    return kExitUsage;
  }
  const recording::Scrubber scrubber(key, choice);
  for (auto& recorded : *all) recorded = scrubber.scrubbed(std::move(recorded));
  return finish(write_as(arguments.to, *all), all->size(), arguments.to, out, err);
}

}  // namespace

void add_scrub_options(CLI::App& command, std::string& choice, std::string& key_file) {
  command
      .add_option("--scrub", choice, "what to scrub besides secrets: identifiers,names,addresses")
      ->type_name("LIST");
  command
      .add_option("--key-file", key_file,
                  "file whose first line is the key of the stand-ins: the same key gives the same")
      ->type_name("FILE");
}

std::string scrub_key(const std::string& key_file, const std::string& beside, std::string& error) {
  constexpr std::size_t kKeyBytes = 32;
  auto path = fs::path(key_file);
  if (key_file.empty() && !beside.empty()) {
    path = fs::path(beside) / "scrub.key";
    std::error_code ignored;
    if (!fs::exists(path, ignored)) path.clear();
  }
  if (path.empty()) return base::random_hex(kKeyBytes);
  const auto text = recording::read_text(path);
  if (!text) {
    error = text.error();
    return {};
  }
  return std::string(base::trimmed(std::string_view(*text).substr(0, text->find('\n'))));
}

Command recording_command(std::ostream& out, std::ostream& err) {
  return {"recording", "Convert and scrub recordings",
          [&out, &err](CLI::App& command) -> std::function<int()> {
            const auto arguments = std::make_shared<RecordingArguments>();
            const auto chosen = std::make_shared<std::function<int()>>();
            const auto add = [&](const char* name, const char* summary, auto run) {
              auto* entry = command.add_subcommand(name, summary);
              entry->add_option("from", arguments->from, ".har or .txt file, or a folder of them")
                  ->required();
              entry->add_option("to", arguments->to, ".har, .json (WireMock), .txt, or a folder")
                  ->required();
              entry->callback([arguments, chosen, run, &out, &err] {
                *chosen = [arguments, run, &out, &err] { return run(*arguments, out, err); };
              });
              return entry;
            };
            command.require_subcommand(1);
            add("convert", "Write recordings in another form", convert);
            auto* scrubbing = add("scrub", "Write recordings without secrets", scrub);
            add_scrub_options(*scrubbing, arguments->choice, arguments->key_file);
            return [chosen] { return (*chosen)(); };
          }};
}

}  // namespace uws::tools
