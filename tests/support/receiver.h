#pragma once
// A receiver of callbacks over real sockets: records what comes and answers as it is told.

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace uws::test {

struct Received {
  std::string path, soap_action, content_type, body;
};

// How one callback is answered.
struct Reaction {
  int status = 200;  // 0: the connection is reset instead
  std::string body;
  std::chrono::milliseconds delay{0};  // a stall when longer than the sender waits
};

class Receiver {
 public:
  // Runs on the receiver's own thread, one call at a time.
  using React = std::function<Reaction(const Received&)>;

  explicit Receiver(React react = {});
  ~Receiver();
  Receiver(const Receiver&) = delete;
  Receiver& operator=(const Receiver&) = delete;

  // For what comes from now on.
  void react(React react);
  std::string url(const std::string& path = "/fleet/callbacks") const;
  // Everything so far, in order of arrival.
  std::vector<Received> received();
  // The same, once there are at least `count` or a minute has passed.
  std::vector<Received> wait(std::size_t count);

 private:
  struct Listener;  // keeps the server's headers out of the tests

  Reaction reaction_to(Received one);

  std::mutex mutex_;
  std::condition_variable changed_;
  React react_;
  std::vector<Received> received_;
  std::unique_ptr<Listener> listener_;
};

// A SOAP 1.1 Fault, as a receiver that cannot digest a callback answers.
std::string receiver_fault();

}  // namespace uws::test
