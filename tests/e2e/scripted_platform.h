#pragma once
// The platform as a recording has it: each exchange is a script of calls and replies.

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "bridge/recording/recorded.h"

namespace uws::test {

class ScriptedPlatform {
 public:
  ScriptedPlatform();
  ~ScriptedPlatform();
  ScriptedPlatform(const ScriptedPlatform&) = delete;
  ScriptedPlatform& operator=(const ScriptedPlatform&) = delete;

  // What is asked from now on: the calls to the platform of `asked`, in turn. A bearer is given
  // whenever one is asked for. `before` is called before each is answered, with its number from 0.
  void script(const std::vector<recording::Asked>& asked,
              std::function<void(std::size_t)> before = {});
  // Calls since then that were not those of the script; one line each.
  std::vector<std::string> surprises();
  std::size_t answered();

  std::uint16_t port() const;

 private:
  struct Listener;

  struct Said {
    int status = 0;  // 0 = the connection breaks
    std::string type, body;
  };
  Said answer(const std::string& method, const std::string& target, const std::string& body);

  std::mutex mutex_;
  std::vector<recording::Asked> calls_;
  std::function<void(std::size_t)> before_;
  std::vector<std::string> surprises_;
  std::size_t next_ = 0;
  std::unique_ptr<Listener> listener_;
};

}  // namespace uws::test
