#include "bridge/tools/callbacks.h"

#include <CLI/CLI.hpp>
#include <chrono>
#include <istream>
#include <map>
#include <memory>
#include <ostream>
#include <thread>

#include "base/text.h"
#include "bridge/tools/admin_command.h"
#include "bridge/tools/callbacks_text.h"

namespace uws::tools {
namespace {

using nlohmann::json;

constexpr std::chrono::milliseconds kBetweenLooks{200};

// What the command line says.
struct CallbacksOptions : AdminOptions {
  std::map<std::string, std::string> filter;  // as the page takes it
  std::string since, until, argument;
  long long after = 0, limit = 100;
  bool dry_run = false, yes = false, no_wait = false;
};

struct Run {
  std::shared_ptr<CallbacksOptions> options;
  std::istream& in;
  std::ostream& out;
  std::ostream& err;

  int list() const;
  int show() const;
  int act(const std::string& action) const;
  int receivers() const;
  int hold(const std::string& action) const;

 private:
  AdminCommand command() const { return {"callbacks", *options, err}; }
  AdminPage ask(const std::string& method, const std::string& target) const {
    return command().ask(method, target);
  }
  // The filter as a query; complains of a time nobody can read.
  tl::expected<std::string, int> query() const;
  int fail(const std::string& words) const { return command().fail(words); }
  bool confirmed(const json& found) const;
  int follow(const json& begun, const std::string& action) const;
};

tl::expected<std::string, int> Run::query() const {
  auto filter = options->filter;
  const std::pair<const char*, std::string> times[] = {{"since", options->since},
                                                       {"until", options->until}};
  for (const auto& [name, text] : times) {
    if (text.empty()) continue;
    const auto time = command().time_of(name, text);
    if (!time) return tl::unexpected(time.error());
    filter[name] = std::to_string(*time);
  }
  std::string query;
  for (const auto& [name, value] : filter) {
    if (value.empty()) continue;
    query += (query.empty() ? "" : "&") + name + '=' + base::percent_encoded(value);
  }
  return query;
}

int Run::list() const {
  const auto filter = query();
  if (!filter) return filter.error();
  const auto page = ask("GET", "/callbacks?" + *filter + (filter->empty() ? "" : "&") +
                                   "after=" + std::to_string(options->after) +
                                   "&limit=" + std::to_string(options->limit));
  if (page.failed != kExitOk) return page.failed;
  if (options->json) {
    out << page.body.dump(2) << '\n';
    return kExitOk;
  }
  write_callbacks(out, page.body["callbacks"]);
  if (!page.body["next"].is_null()) {
    out << "more: --after " << page.body["next"].get<long long>() << '\n';
  }
  return kExitOk;
}

int Run::show() const {
  const auto page = ask("GET", "/callbacks/" + base::percent_encoded(options->argument));
  if (page.failed != kExitOk) return page.failed;
  out << page.body.dump(2) << '\n';
  return kExitOk;
}

bool Run::confirmed(const json& found) const {
  if (options->yes) return true;
  out << "Drop " << found.value("found", 0LL) << " callbacks for good? Type yes: " << std::flush;
  std::string answer;
  return std::getline(in, answer) && base::trimmed(answer) == "yes";
}

int Run::act(const std::string& action) const {
  if (!options->argument.empty()) options->filter["id"] = options->argument;
  const auto filter = query();
  if (!filter) return filter.error();
  const auto target = "/callbacks/" + action + '?' + *filter;
  const auto found = ask("POST", target + "&dry_run=true");
  if (found.failed != kExitOk) return found.failed;
  if (options->dry_run) {
    if (options->json) out << found.body.dump(2) << '\n';
    if (!options->json)
      out << found.body.value("found", 0LL) << " callbacks fit; nothing was done\n";
    return kExitOk;
  }
  if (action == "drop" && !confirmed(found.body)) return fail("nothing was dropped");
  const auto begun = ask("POST", target);
  if (begun.failed != kExitOk) return begun.failed;
  if (!options->no_wait) return follow(begun.body, action);
  out << begun.body.dump(2) << '\n';
  return kExitOk;
}

int Run::follow(const json& begun, const std::string& action) const {
  const auto target = "/callbacks/progress/" + std::to_string(begun.value("work", 0LL));
  for (;;) {
    const auto work = ask("GET", target);
    if (work.failed != kExitOk) return work.failed;
    const bool finished = work.body.value("finished", false);
    const auto error = work.body.value("error", std::string());
    if (!options->json) {
      out << action << ": " << work.body.value("done", 0LL) << " of "
          << work.body.value("found", 0LL) << (finished ? "\n" : "\r") << std::flush;
    }
    if (finished && options->json) out << work.body.dump(2) << '\n';
    if (finished) return error.empty() ? kExitOk : fail(error);
    std::this_thread::sleep_for(kBetweenLooks);
  }
}

int Run::receivers() const {
  const auto page = ask("GET", "/receivers");
  if (page.failed != kExitOk) return page.failed;
  if (options->json) out << page.body.dump(2) << '\n';
  if (!options->json) write_receivers(out, page.body);
  return kExitOk;
}

int Run::hold(const std::string& action) const {
  const auto done =
      ask("POST", "/receivers/" + action + "?receiver=" + base::percent_encoded(options->argument));
  if (done.failed != kExitOk) return done.failed;
  if (options->json) out << done.body.dump(2) << '\n';
  if (!options->json) out << done.body.value("receiver", "") << ": " << action << "d\n";
  return kExitOk;
}

void declare_filter(CLI::App& command, CallbacksOptions& options) {
  auto& filter = options.filter;
  command.add_option("--receiver", filter["receiver"], "scheme://host:port, or a URL there");
  command.add_option("--service", filter["service"], "Callback service, e.g. CarrierService");
  command.add_option("--account", filter["account"], "Account name");
  command.add_option("--status", filter["status"], "queued, paused or dead");
  command.add_option("--request-id", filter["request_id"], "Request id");
  command.add_option("--error", filter["error"], "Part of the last error");
  command.add_option("--since", options.since, "Received since: 2024-05-01T10:00:00Z, or 36h ago");
  command.add_option("--until", options.until, "Received before");
}

using Act = int (*)(const Run&);

// One of the command's own commands.
CLI::App& add(CLI::App& command, const Run& run, const std::shared_ptr<Act>& chosen,
              const char* name, const char* summary, Act act) {
  auto* const entry = command.add_subcommand(name, summary);
  declare_place(*entry, *run.options);
  entry->callback([chosen, act] { *chosen = act; });
  return *entry;
}

void declare_action(CLI::App& entry, CallbacksOptions& options) {
  declare_filter(entry, options);
  entry.add_option("id", options.argument, "Number of one callback");
  entry.add_flag("--dry-run", options.dry_run, "Only say how many fit");
  entry.add_flag("--no-wait", options.no_wait, "Do not wait for the end");
}

}  // namespace

std::function<int()> declare_callbacks(CLI::App& command, std::istream& in, std::ostream& out,
                                       std::ostream& err) {
  const Run run{std::make_shared<CallbacksOptions>(), in, out, err};
  auto& options = *run.options;
  const auto chosen = std::make_shared<Act>(nullptr);
  command.require_subcommand(1);
  auto& list = add(command, run, chosen, "list", "Callbacks that wait or are dead letters",
                   [](const Run& it) { return it.list(); });
  declare_filter(list, options);
  list.add_option("--after", options.after, "Begin behind this number");
  list.add_option("--limit", options.limit, "At most so many");
  auto& show = add(command, run, chosen, "show", "One callback with its body",
                   [](const Run& it) { return it.show(); });
  show.add_option("id", options.argument, "Its number")->required();
  auto& retry = add(command, run, chosen, "retry", "Send again, all that the filter fits",
                    [](const Run& it) { return it.act("retry"); });
  declare_action(retry, options);
  auto& drop = add(command, run, chosen, "drop", "Give up for good, all that the filter fits",
                   [](const Run& it) { return it.act("drop"); });
  declare_action(drop, options);
  drop.add_flag("--yes", options.yes, "Do not ask");
  add(command, run, chosen, "receivers", "Receivers, how they are and what waits for them",
      [](const Run& it) { return it.receivers(); });
  auto& pause = add(command, run, chosen, "pause", "Send nothing to a receiver, and lose nothing",
                    [](const Run& it) { return it.hold("pause"); });
  auto& resume = add(command, run, chosen, "resume", "Send to it again",
                     [](const Run& it) { return it.hold("resume"); });
  for (auto* one : {&pause, &resume}) {
    one->add_option("receiver", options.argument, "scheme://host:port, or a URL there")->required();
  }
  return [run, chosen] { return (*chosen)(run); };
}

}  // namespace uws::tools
