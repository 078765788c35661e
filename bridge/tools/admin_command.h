#pragma once
// What the commands have in common that ask a gateway that runs: how they find it, what they say
// when it does not answer, and how a time is given.

#include <chrono>
#include <iosfwd>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "bridge/tools/admin_client.h"
#include "bridge/tools/cli.h"

namespace uws::tools {

// The gateway refused, failed or has no such thing.
inline constexpr int kExitRefused = 1;

// Where the command line says that it is.
struct AdminOptions {
  std::string config, socket, url, token_file;
  bool json = false;
};
void declare_place(CLI::App& command, AdminOptions& options);

// What was answered, or the exit code that says why not.
struct AdminPage {
  int failed = kExitOk;
  nlohmann::json body = {};
};

class AdminCommand {
 public:
  // `name` as the user typed it; both references must outlive it.
  AdminCommand(std::string name, const AdminOptions& options, std::ostream& err)
      : name_(std::move(name)), options_(options), err_(err) {}

  AdminPage ask(const std::string& method, const std::string& target) const;
  // Says `words` as the command's own, and returns `code`.
  int fail(const std::string& words, int code = kExitRefused) const;
  // Milliseconds since 1970 of the time given with --OPTION; an exit code when it is none.
  tl::expected<long long, int> time_of(const std::string& option, std::string_view text) const;

 private:
  tl::expected<AdminPlace, int> place() const;

  std::string name_;
  const AdminOptions& options_;
  std::ostream& err_;
};

// Milliseconds since 1970 of "2024-05-01T10:00:00Z", "2024-05-01", a time ago ("36h"), or that
// number itself; nothing for another text.
std::optional<long long> read_time(std::string_view text,
                                   std::chrono::system_clock::time_point now);

}  // namespace uws::tools
