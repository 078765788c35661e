#pragma once
// thingspace-sim as a real process, over real sockets.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

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

}  // namespace uws::test
