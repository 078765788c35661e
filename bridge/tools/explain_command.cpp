#include "bridge/tools/explain_command.h"

#include <CLI/CLI.hpp>
#include <charconv>
#include <filesystem>
#include <memory>
#include <ostream>

#include "bridge/recording/files.h"
#include "bridge/tools/explain/explain.h"
#include "mapping/callback/service_names.h"
#include "mapping/common/dates.h"
#include "mapping/operations.h"

namespace uws::tools {
namespace {

namespace fs = std::filesystem;
using recording::Asked;
using recording::Recorded;

struct ExplainArguments {
  std::string file, action, callback, now, base_url = "https://thingspace.verizon.com/api";
  std::vector<std::string> replies;
  std::size_t entry = 1;
  CourseTerms terms;
  bool double_data = false, json = false;
};

template <class T>
using Read = tl::expected<T, std::string>;
using Failed = tl::unexpected<std::string>;

// "FILE" or "STATUS:FILE"
Read<Asked> read_reply(const std::string& argument) {
  constexpr std::size_t kDigits = 3;
  Asked asked;
  asked.status = 200;
  auto file = argument;
  if (argument.size() > kDigits && argument[kDigits] == ':') {
    std::from_chars(argument.data(), argument.data() + kDigits, asked.status);
    file = argument.substr(kDigits + 1);
  }
  auto text = recording::read_text(file);
  if (!text) return Failed(text.error());
  asked.content_type = "application/json";
  asked.reply = std::move(*text);
  return asked;
}

Read<Recorded> read_exchange(const ExplainArguments& arguments) {
  const auto extension = fs::path(arguments.file).extension();
  if (extension == ".har" || extension == ".txt") {
    auto all = recording::read_recordings(arguments.file);
    if (!all) return Failed(all.error());
    if (arguments.entry == 0 || arguments.entry > all->size()) {
      return Failed("--entry: there are " + std::to_string(all->size()));
    }
    return std::move((*all)[arguments.entry - 1]);
  }
  auto text = recording::read_text(arguments.file);
  if (!text) return Failed(text.error());
  Recorded made;
  made.request = std::move(*text);
  made.operation = recording::operation_of(made);
  return made;
}

const mapping::Operation* find_operation(const ExplainArguments& arguments,
                                         const Recorded& recorded) {
  if (!arguments.action.empty()) {
    if (const auto* found = mapping::find_operation(arguments.action)) return found;
  }
  for (const auto& row : mapping::operations()) {
    const auto full = std::string(row.service) + "." + std::string(row.name);
    if (full == (arguments.action.empty() ? recorded.operation : arguments.action)) return &row;
  }
  return nullptr;
}

Read<Explanation> explain_request(const ExplainArguments& arguments) {
  auto recorded = read_exchange(arguments);
  if (!recorded) return Failed(recorded.error());
  auto replies = std::move(recorded->asked);
  if (!arguments.replies.empty()) replies.clear();
  for (const auto& argument : arguments.replies) {
    auto reply = read_reply(argument);
    if (!reply) return Failed(reply.error());
    replies.push_back(std::move(*reply));
  }
  const auto* operation = find_operation(arguments, *recorded);
  if (!operation) {
    return Failed(arguments.action.empty()
                      ? "no operation of the contract in its Body; name one with --action"
                      : "--action: no such operation");
  }
  auto terms = arguments.terms;
  const auto at = mapping::instant(
      arguments.now.empty() && !recorded->started.empty() ? recorded->started : arguments.now);
  if (!arguments.now.empty() && !at) return Failed("--now: no date and time");
  terms.now = at ? *at : std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return explain(*operation, recorded->request, replies, terms);
}

Read<Explanation> explain_webhook(const ExplainArguments& arguments) {
  if (!mapping::callback::find_service(arguments.callback)) {
    return Failed("--callback: no callback service of that name");
  }
  auto text = recording::read_text(arguments.file);
  if (!text) return Failed(text.error());
  mapping::callback::Delivery delivery;
  delivery.service = arguments.callback;
  delivery.body = std::move(*text);
  delivery.double_data = arguments.double_data;
  return explain_callback(delivery);
}

int run(const ExplainArguments& arguments, bool colour, std::ostream& out, std::ostream& err) {
  const auto made =
      arguments.callback.empty() ? explain_request(arguments) : explain_webhook(arguments);
  if (!made) {
    err << made.error() << '\n';
    return kExitUsage;
  }
  if (arguments.json) {
    out << explanation_json(*made, arguments.base_url).dump(2) << '\n';
  } else {
    out << explanation_text(*made, arguments.base_url, colour);
  }
  return kExitOk;
}

void declare(CLI::App& command, ExplainArguments& a) {
  command
      .add_option("file", a.file,
                  "envelope (.xml), recording (.har, .txt), or with --callback a webhook's JSON")
      ->required();
  command.add_option("--action", a.action,
                     "SOAPAction, or CarrierService.MoveDevice; default: by the Body's element");
  command
      .add_option("--reply", a.replies,
                  "the platform's answer to a call, JSON; STATUS:FILE for another status than 200; "
                  "once for each call")
      ->type_name("[STATUS:]FILE");
  command.add_option("--entry", a.entry, "which exchange of a .har file; default: the first");
  command.add_option("--callback", a.callback, "explain a webhook of this callback service")
      ->type_name("SERVICE");
  command.add_flag("--double-data", a.double_data, "Data in Data ([callbacks.data] double)");
  command.add_option("--base-url", a.base_url, "the REST API, for curl")->type_name("URL");
  command.add_option("--now", a.now, "time of the call, 2026-01-31T10:00:00Z; default: now");
  command.add_flag("--strict-order", a.terms.strict_order, "as [contract] strict_order");
  command.add_option("--go-to-state-path", a.terms.go_to_state_path, "as [rest] go_to_state_path");
  command.add_option("--max-response-bytes", a.terms.max_response_bytes,
                     "as [contract] max_response_bytes");
  command.add_flag("--json", a.json, "for machines");
}

}  // namespace

Command explain_command(std::ostream& out, std::ostream& err, bool colour) {
  return {"explain", "Show what becomes of a request or a webhook, and why",
          [&out, &err, colour](CLI::App& command) -> std::function<int()> {
            const auto arguments = std::make_shared<ExplainArguments>();
            declare(command, *arguments);
            return [arguments, colour, &out, &err] { return run(*arguments, colour, out, err); };
          }};
}

}  // namespace uws::tools
