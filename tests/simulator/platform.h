#pragma once
// The simulated platform without sockets: calls go straight to its routing table, time and
// callbacks move only when a test says so.

#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "simulator/router.h"
#include "simulator/world.h"

namespace uws::test {

class Platform {
 public:
  explicit Platform(simulator::Settings settings = {});

  // A call with a good bearer and session; an answer below 400 is held against the contract.
  simulator::Reply call(const std::string& method, const std::string& target,
                        const std::string& body = "");
  // The same without any credentials but the given ones.
  simulator::Reply raw(const simulator::RestRequest& request);
  // Lets everything that waits happen; the callbacks that were sent.
  std::vector<simulator::Delivery> settle();
  // The device with this ICCID as the list shows it; null when there is none.
  simulator::Json device(const std::string& iccid);

  simulator::World& world() { return world_; }
  const std::string& bearer() const { return bearer_; }

 private:
  simulator::World world_;
  std::deque<std::function<void()>> waiting_;
  std::vector<simulator::Delivery> sent_;
  std::string bearer_, token_;
};

// {"errorCode": ...} without its service prefix; empty when there is none.
std::string error_of(const simulator::Reply& reply);

}  // namespace uws::test
