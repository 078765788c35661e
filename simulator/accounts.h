#pragma once
// What an account has: pools and plans, states and services, leads.

#include "simulator/reply.h"

namespace uws::simulator {

Reply account_information(World& world, const Call& call);
Reply states_and_services(World& world, const Call& call);
Reply list_plans(World& world, const Call& call);
// `next` is the number of the first lead wanted, from 1.
Reply list_leads(World& world, const Call& call);

// Whether states_and_services lists this state of this service.
bool offers_state(const std::string& service, const std::string& state);

}  // namespace uws::simulator
