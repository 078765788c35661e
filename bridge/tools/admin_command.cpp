#include "bridge/tools/admin_command.h"

#include <CLI/CLI.hpp>
#include <charconv>
#include <ctime>
#include <fstream>
#include <ostream>

#include "base/text.h"
#include "bridge/config/config_keys.h"

namespace uws::tools {

using nlohmann::json;

void declare_place(CLI::App& command, AdminOptions& options) {
  command.add_option("--config", options.config, "TOML file of the gateway, to find its socket");
  command.add_option("--socket", options.socket, "The gateway's socket itself");
  command.add_option("--url", options.url, "Or its admin listener, e.g. http://127.0.0.1:9090");
  command.add_option("--token-file", options.token_file, "File of that listener's token");
  command.add_flag("--json", options.json, "Write JSON");
}

tl::expected<AdminPlace, int> AdminCommand::place() const {
  AdminPlace place{options_.socket};
  if (!place.socket.empty()) return place;
  if (!options_.url.empty()) {
    place.url = options_.url;
    std::ifstream file(options_.token_file);
    if (!options_.token_file.empty() && !std::getline(file, place.token)) {
      return tl::unexpected(fail("cannot read the token", kExitUsage));
    }
    place.token = std::string(base::trimmed(place.token));
    return place;
  }
  const auto config = config::load_config(options_.config, config::process_environment());
  if (config) {
    place.socket = config->admin_socket();
    if (!place.socket.empty()) return place;
    return tl::unexpected(fail("[admin] socket is off; use --url", kExitUsage));
  }
  for (const auto& problem : config.error()) err_ << problem << '\n';
  return tl::unexpected(kExitUsage);
}

AdminPage AdminCommand::ask(const std::string& method, const std::string& target) const {
  const auto where = place();
  if (!where) return {where.error()};
  const auto answer = ask_admin(*where, method, target);
  if (!answer) return {fail(answer.error())};
  auto body = json::parse(answer->body, nullptr, false);
  if (answer->status >= 200 && answer->status < 300 && !body.is_discarded()) {
    return {kExitOk, std::move(body)};
  }
  const bool told = body.is_object() && body.contains("error");
  return {fail(told ? body["error"].get<std::string>() : "HTTP " + std::to_string(answer->status))};
}

int AdminCommand::fail(const std::string& words, int code) const {
  err_ << "uws-bridge " << name_ << ": " << words << '\n';
  return code;
}

tl::expected<long long, int> AdminCommand::time_of(const std::string& option,
                                                   std::string_view text) const {
  const auto time = read_time(text, std::chrono::system_clock::now());
  if (!time) return tl::unexpected(fail("--" + option + ": not a time", kExitUsage));
  return *time;
}

std::optional<long long> read_time(std::string_view text,
                                   std::chrono::system_clock::time_point now) {
  using std::chrono::milliseconds;
  if (const auto ago = config::parse_lasting(text)) {
    return std::chrono::duration_cast<milliseconds>(now.time_since_epoch() - *ago).count();
  }
  long long number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size()) return number;
  const std::string copy(text);
  for (const char* form : {"%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d"}) {
    std::tm parts{};
    const char* const rest = ::strptime(copy.c_str(), form, &parts);
    if (rest != nullptr && *rest == '\0') return ::timegm(&parts) * 1'000LL;
  }
  return std::nullopt;
}

}  // namespace uws::tools
