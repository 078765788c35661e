#pragma once
// thingspace-sim as a real process, and a listener for its callbacks, over real sockets.

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "bridge/http/server.h"
#include "simulator/json.h"
#include "tests/support/process.h"
#include "tests/support/raw_client.h"

namespace uws::test {

class SimProcess {
 public:
  // Starts the program on a free port and waits until it listens.
  explicit SimProcess(std::vector<std::string> args);

  // One request on a connection of its own, with the bearer and session got so far.
  RawResponse call(const std::string& method, const std::string& target,
                   const std::string& body = "");
  simulator::Json json(const std::string& method, const std::string& target,
                       const std::string& body = "");
  // Gets a bearer and a session.
  void log_in();
  // Asks until `holds` is true of the page, or a minute has passed; the last answer.
  simulator::Json wait_for(const std::string& page,
                           const std::function<bool(const simulator::Json&)>& holds);

  std::uint16_t port() const { return port_; }
  Process& process() { return process_; }

 private:
  Process process_;
  std::uint16_t port_ = 0;
  std::string bearer_, token_;
};

class CallbackListener {
 public:
  // Answers its requests with these statuses in turn, then with 200.
  explicit CallbackListener(std::vector<int> statuses = {});
  ~CallbackListener();

  std::string url() const;
  // The bodies so far, once there are at least `count` of them or a minute has passed.
  std::vector<simulator::Json> wait(std::size_t count);

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<int> statuses_;
  std::vector<simulator::Json> bodies_;
  http::Pool pool_{1};
  http::Server server_;
  std::thread thread_;
};

}  // namespace uws::test
