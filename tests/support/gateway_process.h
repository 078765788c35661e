#pragma once
// uws-bridge, running as a process of its own on free ports of this machine.

#include <cstdint>
#include <string>

#include "tests/support/process.h"
#include "tests/support/raw_client.h"

namespace uws::test {

inline constexpr const char* kAppKey = "e2e-application-key";
inline constexpr const char* kAppSecret = "e2e-application-secret";

// UWS_* variables: every listener on a free port, the platform on `platform_port`, the store in
// `store_file`.
Process::Environment gateway_variables(std::uint16_t platform_port, const std::string& store_file);

// Sets variables, replacing those of the same name.
void set(Process::Environment& variables, const Process::Environment& changes);

class GatewayProcess {
 public:
  // Starts it with these variables and waits until every plain listener is open; a listener that
  // is switched off has port 0. Throws std::runtime_error with what the process said when it ends
  // instead. `descriptors`: as Process takes it.
  explicit GatewayProcess(const Process::Environment& variables, std::size_t descriptors = 0);

  std::uint16_t soap_port() const { return soap_; }
  std::uint16_t callbacks_port() const { return callbacks_; }
  std::uint16_t admin_port() const { return admin_; }
  Process& process() { return process_; }
  // A page of the operator's listener. Throws when it is not answered.
  RawResponse admin(const std::string& path) const;
  // Ends it with `signal` and waits; its exit code as Process has it. Throws when it does not end.
  int end(int signal);

 private:
  Process process_;
  std::uint16_t soap_, callbacks_, admin_;
};

}  // namespace uws::test
