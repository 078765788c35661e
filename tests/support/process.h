#pragma once
// A child process: started with arguments and environment, its output read as it comes. The one way
// tests start programs; SimProcess and GatewayProcess are it with the arguments those want.

#include <sys/types.h>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace uws::test {

class Process {
 public:
  using Milliseconds = std::chrono::milliseconds;
  using Environment = std::vector<std::pair<std::string, std::string>>;

  // Starts `program`, an absolute path or one below this build tree, with `args` after its
  // name; `env` is added to this process's own environment, replacing variables of the same name.
  // `descriptors`: how many it may have (RLIMIT_NOFILE); 0 = as many as this process. Throws
  // std::system_error.
  Process(const std::string& program, const std::vector<std::string>& args,
          const Environment& env = {}, std::size_t descriptors = 0);
  // Kills the child if it still runs, and reaps it.
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  // The first line of standard output so far, or to come, that starts with `prefix`, without its
  // end of line. Nothing when the output ends or `wait` passes before.
  std::optional<std::string> wait_line(std::string_view prefix, Milliseconds wait = kPatience);
  // The port of its line "listening NAME HOST:PORT", so far or to come. Throws std::runtime_error
  // with what it said when it ends, or a minute passes, without.
  std::uint16_t port_of(const std::string& name);
  // All of standard output / standard error so far; complete once wait_exit() has answered.
  std::string output();
  std::string errors();

  pid_t pid() const { return pid_; }
  // No effect once the child has been reaped.
  void signal(int number);
  void kill();
  // Exit code, or 128 + signal as a shell would say. Nothing when it still runs after `wait`.
  std::optional<int> wait_exit(Milliseconds wait = kPatience);

 private:
  static constexpr Milliseconds kPatience{60'000};

  struct Stream {
    int fd = -1;
    std::string text;
    bool ended = false;
    std::thread reader;
  };

  void start(const std::string& program, std::vector<std::string> words, const Environment& env);
  void read_all(Stream& stream);
  void join_readers();

  pid_t pid_ = -1;
  std::optional<int> exit_code_;
  std::mutex mutex_;
  std::condition_variable changed_;
  Stream out_;
  Stream err_;
};

}  // namespace uws::test
