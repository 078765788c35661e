#pragma once
// A call in memory, step by step, by the gateway's own rooms: what it costs beside sockets, REST
// client, log and threads.

#include <memory>
#include <string>

#include "bench/documents.h"
#include "contract/plan.h"
#include "mapping/conversation.h"

namespace uws::bench {

class Translation {
 public:
  // Throws std::logic_error when the call does not end in the answer it should; so do the steps.
  // `plan`: the owner's contract it is read and written by; null = the built-in one.
  explicit Translation(const Call& call, std::shared_ptr<const contract::Plan> plan = nullptr);

  // Bytes to the typed request.
  mapping::Decoded open() const;
  // The typed request to the REST call.
  std::unique_ptr<mapping::Conversation> to_rest(mapping::Decoded request) const;
  // The REST answer to the typed answer.
  void to_soap(mapping::Conversation& talk) const;
  // The typed answer to bytes.
  std::string write(const mapping::Conversation& talk) const;

  std::string all() const;

 private:
  const mapping::Operation& operation_;
  const std::shared_ptr<const contract::Plan> plan_;
  const std::string request_, reply_;
};

// The built-in contract as if its files were an owner's; `moved`: each type of more than two
// members has its last one first, so that every answer is laid out anew.
std::shared_ptr<const contract::Plan> owner_plan(bool moved);

// The bytes of the fault an expired session gets.
std::string write_fault();
// The bytes of the callback a webhook becomes.
std::string write_callback();

}  // namespace uws::bench
