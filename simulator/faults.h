#pragma once
// Scripted faults: which calls go wrong, and how.

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "simulator/json.h"

namespace uws::simulator {

// What to do with one call.
struct FaultEffect {
  std::chrono::milliseconds delay{0};  // before anything else
  int status = 0;                      // 0 = answer as usual
  std::string error_code;              // with status: {errorCode, errorMessage}
  Json body;                           // with status: the answer's body; null = none
  bool reset = false;                  // drop the connection
  bool html = false;                   // an HTML page instead of JSON
  bool xml403 = false;                 // the gateway's XML fault, HTTP 403
  bool hold = false;                   // wait until all faults are taken back
  // Carry the call out before failing or holding, as when only the answer is lost or late.
  bool after = false;

  bool answers() const { return reset || html || xml403 || status != 0; }
};

// Help text of the notation.
extern const char* const kFaultHelp;

class FaultScript {
 public:
  // Adds one spec, or says what is wrong with it. `body` is answered where the spec gives a status.
  tl::expected<void, std::string> add(std::string_view spec, Json body = {});
  void clear() {
    rules_.clear();
    ++cleared_;
  }
  // How often clear() was called.
  int cleared() const { return cleared_; }

  // The effect on this call, and counts it. `operation` is the contract's spelling.
  FaultEffect next(std::string_view method, std::string_view path, std::string_view operation);

 private:
  struct Rule {
    std::string method, path;  // "*" = any; a path ending in '*' is a prefix
    FaultEffect effect;
    int skip = 0;    // calls that still pass
    int times = -1;  // calls still to fail, -1 = all
  };
  static tl::expected<void, std::string> set(Rule& rule, std::string_view word);

  std::vector<Rule> rules_;
  int cleared_ = 0;
};

}  // namespace uws::simulator
