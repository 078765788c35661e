#pragma once
// The product as its users have it: the gateway and the simulated platform as processes of their
// own. Loopback only, every port a free one, everything gone with the object.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tests/simulator/sim_process.h"
#include "tests/support/gateway_process.h"
#include "tests/support/temp_dir.h"

namespace uws::test {

struct StackOptions {
  std::vector<std::string> simulator = {};  // further arguments of thingspace-sim
  Process::Environment gateway = {};        // further variables of uws-bridge
  std::size_t descriptors = 0;              // as Process takes it
};

class Stack {
 public:
  explicit Stack(const StackOptions& options = {});

  GatewayProcess& gateway() { return *gateway_; }
  SimProcess& sim() { return sim_; }

  // POSTs an envelope to /api/v2/<service>.svc, on a connection of its own. Needs no lock: any
  // number of threads may call.
  RawResponse post(const std::string& service, const std::string& operation,
                   const std::string& envelope) const;
  // The same with an envelope around `input` and the token of log_in().
  RawResponse call(const std::string& service, const std::string& operation,
                   const std::string& input) const;
  // Logs in and keeps the token; the token, empty when the login was refused.
  std::string log_in(const std::string& user = "demo", const std::string& password = "demo");
  const std::string& token() const { return token_; }

  RawResponse register_callback(const std::string& service, const std::string& url) const;

  // Lets the platform send a callback of `service` (its own name for it) now.
  RawResponse send_callback(const std::string& service, const simulator::Json& body) {
    return sim_.call("POST", "/sim/callbacks",
                     simulator::Json{{"service", service}, {"body", body}}.dump());
  }

  // REST calls the simulator has seen whose "METHOD target" begins with `prefix`.
  std::vector<simulator::Json> seen(const std::string& prefix);
  void forget_seen() { sim_.call("DELETE", "/sim/requests"); }
  // Scripts a fault of the simulator, or takes all back.
  void script(const std::string& spec);
  void script_nothing() { sim_.call("DELETE", "/sim/faults"); }

  std::string store_file() const { return (dir_ / "store.db").string(); }

  // Ends the gateway with `signal` and starts another on the same store; its variables as before
  // with `changes` added. The process that ended has been reaped.
  void restart(int signal, const Process::Environment& changes = {});

 private:
  TempDir dir_;
  SimProcess sim_;
  Process::Environment variables_;
  std::unique_ptr<GatewayProcess> gateway_;
  std::string token_;
};

// A command of uws-bridge that has ended.
struct Ran {
  int code = -1;
  std::string out, err;
  simulator::Json json() const { return simulator::Json::parse(out, nullptr, false); }
};
// Runs one that asks the stack's gateway by its socket.
Ran run_beside(const Stack& stack, std::vector<std::string> words);

// A MoveDevice of one device with the stack's token, as the bytes of a kept connection.
std::string move_request(const Stack& stack);

// Body of a CarrierService callback.
simulator::Json plan_change(const std::string& request_id);

// Tries until it holds, for a minute at most.
bool eventually(const std::function<bool()>& holds);

// A port nobody listens on now.
std::uint16_t free_port();

}  // namespace uws::test
