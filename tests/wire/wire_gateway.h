#pragma once
// uws-bridge as a real process with thingspace-sim upstream, both on free ports of this machine.

#include <cstdint>
#include <memory>
#include <string>

#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace uws::test {

class WireGateway {
 public:
  // Bodies over this many bytes are refused: the old service's own default.
  static constexpr int kMaxBodyBytes = 65'536;

  // Starts both and waits until they listen; std::runtime_error when they do not.
  WireGateway();

  std::uint16_t port() const { return port_; }
  // A session of its own, by LogIn over SOAP.
  std::string log_in() const;
  // Moves the platform's clock.
  void advance(int minutes) const;
  // Ends the gateway as an operator would; its exit code, 0 when all was well.
  int stop();
  // What the gateway wrote to standard error; complete after stop().
  std::string errors() { return gateway_->errors(); }

 private:
  TempDir directory_;
  Process simulator_;
  std::uint16_t simulator_port_ = 0;
  std::unique_ptr<Process> gateway_;
  std::uint16_t port_ = 0;
};

}  // namespace uws::test
