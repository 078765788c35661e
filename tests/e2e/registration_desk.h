#pragma once
// What the tests of registrations ask the platform, the gateway and its store.

#include <csignal>
#include <future>
#include <memory>
#include <string>

#include "tests/e2e/stack.h"
#include "tests/support/receiver.h"

namespace soci {
class session;
}

namespace uws::test {

class RegistrationDesk {
 public:
  // A gateway on a callbacks port that survives its restarts, and a session.
  RegistrationDesk();
  ~RegistrationDesk();

  Stack stack;

  // A call on a thread of its own; its HTTP status, 0 when it was cut off.
  std::future<int> registering(const std::string& url);
  std::future<int> unregistering();
  RawResponse unregister() const;
  // URL that GetCallbackRegistrations shows for CarrierService, empty = none.
  std::string shown() const;
  // URL that the platform holds for CarrierService, empty = none.
  std::string platform_url();
  // Rows of the store in this state; all when it is empty.
  long long rows(const std::string& state = "");
  // Sends a callback as the platform; whether `receiver` was the next to get it.
  bool reaches(Receiver& receiver);

  // Holds what the spec names, until release().
  void hold(const std::string& spec) { stack.script(spec + ":hold"); }
  void release() { stack.script_nothing(); }
  // Waits until the platform has seen `count` calls that begin so.
  bool platform_saw(const std::string& prefix, std::size_t count);

  // Keeps the gateway from writing, until unlock().
  void lock();
  void unlock();

  void kill_gateway() { stack.restart(SIGKILL); }

 private:
  std::unique_ptr<soci::session> lock_;
  int sent_ = 0;
};

}  // namespace uws::test
