#pragma once
// What the simulated platform holds at start: always the same.
//
// User demo/demo. Accounts 0212345678-00001 and 0212345678-00002. Groups "West Region" and "East
// Region". Plans M2M5GB, M2MSHR5GB, m2m_4G, m2m4G, Tablet5GB, NTL200TALK (carrier code 84638 and
// so on). Named devices in the first account, among them ICCID 89148000000800784259; two in the
// second. Then as many synthetic active devices in the first account as asked for.

#include "simulator/world.h"

namespace uws::simulator {

void seed(World& world);

}  // namespace uws::simulator
