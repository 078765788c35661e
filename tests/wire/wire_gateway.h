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

  // Starts both and waits until they listen; std::runtime_error when they do not. `settings` are
  // UWS_ variables.
  explicit WireGateway(const Process::Environment& settings = {});

  std::uint16_t port() const { return port_; }
  // A session of its own, by LogIn over SOAP.
  std::string log_in() const;
  // One call of the platform's own pages: "POST /sim/advance?minutes=21", with a body after a
  // space.
  void tell_platform(const std::string& line) const;
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
