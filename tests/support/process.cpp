#include "tests/support/process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <stdexcept>
#include <system_error>

#include "tests/support/paths.h"

namespace uws::test {
namespace {

using Clock = std::chrono::steady_clock;

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (auto& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

std::vector<std::string> merged_environment(const Process::Environment& added) {
  std::vector<std::string> out;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const auto name = text.substr(0, text.find('='));
    bool replaced = false;
    for (const auto& variable : added) replaced = replaced || variable.first == name;
    if (!replaced) out.emplace_back(text);
  }
  for (const auto& [name, value] : added) out.push_back(name + "=" + value);
  return out;
}

struct Pipe {
  int ends[2] = {-1, -1};
  Pipe() {
    if (::pipe2(ends, O_CLOEXEC) != 0)
      throw std::system_error(errno, std::system_category(), "pipe");
  }
  ~Pipe() {
    for (const int fd : ends) {
      if (fd >= 0) ::close(fd);
    }
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  int take_reader() { return std::exchange(ends[0], -1); }
};

}  // namespace

Process::Process(const std::string& program, const std::vector<std::string>& args,
                 const Environment& env, std::size_t descriptors) {
  const bool is_path = program.starts_with("/");
  std::vector<std::string> words{is_path ? program : build_path("/" + program)};
  words.insert(words.end(), args.begin(), args.end());
  if (descriptors > 0) {
    const auto limit = "ulimit -n " + std::to_string(descriptors);
    words.insert(words.begin(), {"/bin/sh", "-c", limit + R"( && exec "$0" "$@")"});
  }
  start(words.front(), words, env);
}

void Process::start(const std::string& program, std::vector<std::string> words,
                    const Environment& env) {
  Pipe out;
  Pipe err;
  auto variables = merged_environment(env);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, out.ends[1], 1);
  ::posix_spawn_file_actions_adddup2(&actions, err.ends[1], 2);
  const int failure = ::posix_spawn(&pid_, program.c_str(), &actions, nullptr,
                                    pointers(words).data(), pointers(variables).data());
  ::posix_spawn_file_actions_destroy(&actions);
  if (failure != 0) throw std::system_error(failure, std::system_category(), program);
  out_.fd = out.take_reader();
  err_.fd = err.take_reader();
  out_.reader = std::thread([this] { read_all(out_); });
  err_.reader = std::thread([this] { read_all(err_); });
}

Process::~Process() {
  kill();
  wait_exit();
  join_readers();
}

void Process::read_all(Stream& stream) {
  char bytes[4096];
  for (;;) {
    const auto got = ::read(stream.fd, bytes, sizeof bytes);
    if (got < 0 && errno == EINTR) continue;
    const std::lock_guard lock(mutex_);
    if (got > 0) stream.text.append(bytes, static_cast<std::size_t>(got));
    if (got <= 0) stream.ended = true;
    changed_.notify_all();
    if (got <= 0) break;
  }
  ::close(stream.fd);
}

void Process::join_readers() {
  if (out_.reader.joinable()) out_.reader.join();
  if (err_.reader.joinable()) err_.reader.join();
}

std::optional<std::string> Process::wait_line(std::string_view prefix, Milliseconds wait) {
  const auto until = Clock::now() + wait;
  std::size_t line = 0;
  std::unique_lock lock(mutex_);
  for (;;) {
    for (auto end = out_.text.find('\n', line); end != std::string::npos;
         end = out_.text.find('\n', line)) {
      const auto text = std::string_view(out_.text).substr(line, end - line);
      if (text.starts_with(prefix)) return std::string(text);
      line = end + 1;
    }
    if (out_.ended) return std::nullopt;
    if (changed_.wait_until(lock, until) == std::cv_status::timeout) return std::nullopt;
  }
}

std::uint16_t Process::port_of(const std::string& name) {
  const auto line = wait_line("listening " + name + " ");
  if (!line) {
    kill();
    wait_exit();
    throw std::runtime_error("nothing listens for " + name + ": " + errors());
  }
  return static_cast<std::uint16_t>(std::stoi(line->substr(line->rfind(':') + 1)));
}

std::string Process::output() {
  const std::lock_guard lock(mutex_);
  return out_.text;
}

std::string Process::errors() {
  const std::lock_guard lock(mutex_);
  return err_.text;
}

void Process::signal(int number) {
  if (!exit_code_) ::kill(pid_, number);
}

void Process::kill() { signal(SIGKILL); }

std::optional<int> Process::wait_exit(Milliseconds wait) {
  const auto until = Clock::now() + wait;
  while (!exit_code_) {
    int status = 0;
    const auto reaped = ::waitpid(pid_, &status, WNOHANG);
    if (reaped == pid_) {
      exit_code_ = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    } else if (reaped < 0 && errno != EINTR) {
      throw std::system_error(errno, std::system_category(), "waitpid");
    } else if (Clock::now() >= until) {
      return std::nullopt;
    } else {
      std::this_thread::sleep_for(Milliseconds(5));
    }
  }
  std::unique_lock lock(mutex_);
  changed_.wait_until(lock, until, [this] { return out_.ended && err_.ended; });
  return exit_code_;
}

}  // namespace uws::test
