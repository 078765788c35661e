#include "bridge/tools/replay_command.h"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <ostream>
#include <set>

#include "base/text.h"
#include "base/url.h"
#include "bridge/recording/files.h"
#include "bridge/recording/report.h"
#include "bridge/recording/rules.h"
#include "bridge/tools/blocking_client.h"
#include "bridge/tools/recording_command.h"

namespace uws::tools {
namespace {

namespace fs = std::filesystem;
using recording::Recorded;
using recording::Replayed;

struct ReplayArguments {
  std::string from, against, rules_file, learn_file, login_file, session_file, key_file, ca_file;
  std::string json_file;
  bool allow_changes = false, strict = false, requests = false;
};

struct Lines {
  std::string first, second;
};

tl::expected<Lines, std::string> two_lines(const std::string& file) {
  if (file.empty()) return Lines{};
  const auto text = recording::read_text(file);
  if (!text) return tl::unexpected(text.error());
  const auto end = std::min(text->find('\n'), text->size());
  const auto rest = std::string_view(*text).substr(std::min(end + 1, text->size()));
  return Lines{std::string(base::trimmed(text->substr(0, end))),
               std::string(base::trimmed(rest.substr(0, rest.find('\n'))))};
}

tl::expected<recording::ReplaySettings, std::string> settings_of(const ReplayArguments& arguments) {
  recording::ReplaySettings settings;
  settings.against = arguments.against;
  settings.allow_changes = arguments.allow_changes;
  if (!base::is_web_url(arguments.against)) return tl::unexpected(std::string("--against: no URL"));
  if (!arguments.strict) settings.rules = recording::usual_rules();
  if (!arguments.rules_file.empty()) {
    const auto text = recording::read_text(arguments.rules_file);
    if (!text) return tl::unexpected(text.error());
    auto rules = recording::read_rules(*text);
    if (!rules) return tl::unexpected(arguments.rules_file + ": " + rules.error());
    settings.rules.insert(settings.rules.end(), rules->begin(), rules->end());
  }
  const auto login = two_lines(arguments.login_file), session = two_lines(arguments.session_file);
  if (!login) return tl::unexpected(login.error());
  if (!session) return tl::unexpected(session.error());
  settings.username = login->first;
  settings.password = login->second;
  settings.session_token = session->first;
  const auto folder = fs::is_directory(arguments.from) ? fs::path(arguments.from)
                                                       : fs::path(arguments.from).parent_path();
  std::string error;
  settings.key = scrub_key(arguments.key_file, folder.string(), error);
  if (!error.empty()) return tl::unexpected(error);
  return settings;
}

recording::Send sender(const ReplayArguments& arguments) {
  http::ClientLimits limits;
  limits.ca_file = arguments.ca_file;
  return blocking_client(std::move(limits));
}

std::vector<Replayed> replay_all(const std::vector<Recorded>& all,
                                 const recording::ReplaySettings& settings,
                                 const recording::Send& send) {
  recording::Replayer replayer(settings, send);
  std::vector<Replayed> results;
  for (const auto& recorded : all) results.push_back(replayer.replay(recorded));
  return results;
}

// What the service answers now, as if it had been recorded.
std::vector<Recorded> as_answered_now(std::vector<Recorded> all, const ReplayArguments& arguments,
                                      const recording::ReplaySettings& settings) {
  recording::Answer last;
  std::string sent;
  bool answered = false;
  const auto send = sender(arguments);
  recording::Replayer replayer(settings, [&](http::ClientCall call) {
    sent = call.body;
    auto answer = send(std::move(call));
    answered = answer.has_value();
    if (answer) last = *answer;
    return answer;
  });
  for (auto& recorded : all) {
    answered = false;
    replayer.replay(recorded);
    recorded.status = answered ? last.status : 0;
    recorded.response_headers = last.headers;
    recorded.response = last.body;
    if (!answered) continue;
    recorded.request = sent;
    recorded.scrubbed.clear();
  }
  return all;
}

// Sends everything twice and writes what differs between the two as rules.
int learn(const std::vector<Recorded>& all, const ReplayArguments& arguments,
          const recording::ReplaySettings& settings, std::ostream& out, std::ostream& err) {
  const auto now = as_answered_now(all, arguments, settings);
  recording::IgnoreRules rules;
  std::set<std::string> known;
  for (const auto& result : replay_all(now, settings, sender(arguments))) {
    for (const auto& difference : result.comparison.differences) {
      auto rule = recording::rule_for(difference, result.operation);
      if (known.insert(recording::rules_text({rule})).second) rules.push_back(std::move(rule));
    }
  }
  const auto written = recording::write_private(arguments.learn_file, recording::rules_text(rules));
  if (!written) {
    err << written.error() << '\n';
    return kExitUsage;
  }
  out << rules.size() << " rules written to " << arguments.learn_file << '\n';
  return kExitOk;
}

int run(const ReplayArguments& arguments, std::ostream& out, std::ostream& err) {
  const auto fail = [&](const std::string& why) {
    err << why << '\n';
    return kExitUsage;
  };
  const auto settings = settings_of(arguments);
  if (!settings) return fail(settings.error());
  const auto all = recording::read_recordings(arguments.from);
  if (!all) return fail(all.error());
  if (!arguments.learn_file.empty()) return learn(*all, arguments, *settings, out, err);
  const auto results = replay_all(*all, *settings, sender(arguments));
  if (!arguments.json_file.empty()) {
    const auto text = recording::report_json(results).dump(2) + "\n";
    if (arguments.json_file == "-") {
      out << text;
    } else if (const auto written = recording::write_private(arguments.json_file, text); !written) {
      return fail(written.error());
    }
  }
  if (arguments.json_file != "-") recording::print_report(results, arguments.requests, out);
  return recording::all_same(results) ? kExitOk : kExitDifferent;
}

void declare(CLI::App& command, ReplayArguments& a) {
  command.add_option("recording", a.from, ".har or .txt file, or a folder of them")->required();
  command.add_option("--against", a.against, "service to send to: https://host[:port]")
      ->required()
      ->type_name("URL");
  command.add_option("--ignore", a.rules_file, "TOML file of what may differ")->type_name("FILE");
  command.add_flag("--strict", a.strict, "without the usual rules (tokens, request ids, dates)");
  command
      .add_option("--learn", a.learn_file,
                  "send everything twice, and write what differs between the two as such a file")
      ->type_name("FILE");
  command.add_flag("--allow-changes", a.allow_changes, "send operations that change something too");
  command.add_option("--login-file", a.login_file, "file with user name and password, a line each")
      ->type_name("FILE");
  command.add_option("--session-file", a.session_file, "file with a session token to use")
      ->type_name("FILE");
  command.add_option("--key-file", a.key_file, "key of the recording's stand-ins")
      ->type_name("FILE");
  command
      .add_option("--ca-file", a.ca_file, "PEM file of authorities to trust besides the system's")
      ->type_name("FILE");
  command.add_flag("--requests", a.requests, "show the request of each difference");
  command.add_option("--json", a.json_file, "write the report as JSON; - = instead of the table")
      ->type_name("FILE");
}

}  // namespace

Command replay_command(std::ostream& out, std::ostream& err) {
  return {"replay", "Send recorded requests again and compare the answers",
          [&out, &err](CLI::App& command) -> std::function<int()> {
            const auto arguments = std::make_shared<ReplayArguments>();
            declare(command, *arguments);
            return [arguments, &out, &err] { return run(*arguments, out, err); };
          }};
}

}  // namespace uws::tools
