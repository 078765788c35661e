#include "mapping/effect.h"

#include <doctest/doctest.h>

#include "mapping/operations.h"

namespace {

using namespace uws::mapping;

TEST_CASE("an operation's line says what it leaves behind") {
  CHECK(effect_of("DeviceService.GetDeviceList") == Effect::read);
  CHECK(effect_of("SessionService.LogIn") == Effect::session);
  CHECK(effect_of("CarrierService.MoveDevice") == Effect::change);
}

TEST_CASE("what is not known may change anything") {
  for (const auto* name :
       {"DeviceService.Sing", "CarrierService.GetDeviceList", "GetDeviceList", "", "."}) {
    CAPTURE(name);
    CHECK(effect_of(name) == Effect::change);
  }
}

// A read asks with GET, or with POST for a list; what changes is never one of the two by accident.
TEST_CASE("no operation with a changing name is a read") {
  for (const auto& row : operations()) {
    if (row.effect != Effect::read) continue;
    const bool asks = row.name.starts_with("Get") || row.name.starts_with("Check");
    CHECK_MESSAGE(asks, row.name);
  }
}

}  // namespace
