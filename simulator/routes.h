#pragma once
// Which function answers which operation of the contract. A group of operations is one file, which
// ends with its routes; router.cpp tries them all.

#include <span>

#include "simulator/reply.h"

namespace uws::simulator {

// What holds for a call before its handler sees it. An account that is named must exist, always.
enum Needs : unsigned {
  kNothing = 0,
  kAccount = 1,  // an account must be named
  kPlan = 2,     // a servicePlan of the body must be one on offer
  kGroup = 4,    // a groupName of the body must be one of the account's
};

struct Route {
  // As the contract spells it: "PUT /m2m/v1/devices/actions/move"; with '*' at its end, all
  // operations that begin so.
  std::string_view operation;
  Reply (*handler)(World& world, const Call& call);
  unsigned needs = kNothing;
};
using Routes = std::span<const Route>;

Routes account_routes();       // what an account has: pools and plans, states and services, leads
Routes change_routes();        // changes answered by one CarrierService callback for each device
Routes device_list_routes();   // lists of devices that are answered at once
Routes group_routes();         // device groups
Routes history_routes();       // records of one device between two times, at most 500 in an answer
Routes listener_routes();      // registration of callback listeners
Routes profile_routes();       // eUICC profile actions
Routes provisioning_routes();  // changes of a device's state
Routes request_routes();       // what became of an asynchronous request
Routes session_routes();       // log in, log out, another password
Routes sms_routes();           // text messages to and from devices
Routes stock_routes();         // devices coming and going: add, delete, upload, orders
Routes trigger_routes();       // usage triggers
Routes usage_routes();         // asynchronous questions: usage, labels, roaming lists, suspension

}  // namespace uws::simulator
