#pragma once
// uws-bridge as a real process with thingspace-sim upstream, both on free ports of this machine.

#include <csignal>
#include <cstdint>
#include <string>

#include "tests/simulator/sim_process.h"
#include "tests/support/gateway_process.h"
#include "tests/support/temp_dir.h"

namespace uws::test {

class WireGateway {
 public:
  // Bodies over this many bytes are refused: the old service's own default.
  static constexpr int kMaxBodyBytes = 65'536;

  // Starts both and waits until they listen; std::runtime_error when they do not. `settings` are
  // UWS_ variables.
  explicit WireGateway(const Process::Environment& settings = {});

  std::uint16_t port() const { return gateway_.soap_port(); }
  // A session of its own, by LogIn over SOAP.
  std::string log_in() const;
  // One call of the platform's own pages: "POST /sim/advance?minutes=21", with a body after a
  // space.
  void tell_platform(const std::string& line);
  // Ends the gateway as an operator would; its exit code, 0 when all was well.
  int stop() { return gateway_.end(SIGTERM); }
  // What the gateway wrote to standard error; complete after stop().
  std::string errors() { return gateway_.process().errors(); }

 private:
  TempDir directory_;
  SimProcess platform_;
  GatewayProcess gateway_;
};

}  // namespace uws::test
