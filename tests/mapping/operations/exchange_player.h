#pragma once
// Plays one recorded exchange of an operation through the gate, gSOAP, the mapping and the writer,
// with the file in place of REST and of the store.
//
// Sections, in the order things happen ("2", "3" … for later steps):
//   == context           optional JSON: {"now": "2026-01-31T00:00:00Z", "max_response_bytes": 0,
//                                  "go_to_state_path": "goToState"}
//   == soap request      the envelope as a client sends it
//   == rest call         "PUT /m2m/v1/devices/actions/move", then the JSON body if there is one
//   == rest reply        "200 application/json", then the body; "none" = no answer came
//   == store call        what the registration store is asked, as JSON
//   == store reply       what it answers, as JSON
//   == rest call 2 …
//   == soap response     the bytes of the answer or the fault
//   == reason            why the gateway refused; only for faults that are not the platform's own
//   == unmapped          optional: paths of REST members the mapping does not know, one a line

#include <string>

#include "mapping/operation.h"
#include "tests/support/golden_file.h"

namespace uws::testing {

struct Played {
  std::string failure;   // why the file cannot be played or does not match; empty = fine
  bool changed = false;  // UPDATE_GOLDEN rewrote a section
  bool fault = false;    // the exchange ended in a fault
  int rest_calls = 0;
};

// Plays `file` for `operation`, comparing SOAP byte for byte and JSON by value. Every REST call is
// also held against the REST contract (simulator/rest_contract.h). `plan`: the owner's contract the
// SOAP side is of; null = the built-in one.
Played play_exchange(const mapping::Operation& operation, GoldenFile& file,
                     const contract::Plan* plan = nullptr);

}  // namespace uws::testing
