#include "mapping/effect.h"

#include <doctest/doctest.h>

#include <string>

#include "mapping/operations.h"

namespace {

using namespace uws::mapping;

TEST_CASE("every operation is marked: read, session or change") {
  for (const auto& row : operations()) {
    const auto name = std::string(row.service) + "." + std::string(row.name);
    CHECK_MESSAGE(has_effect(name), name);
  }
  CHECK(effect_of("DeviceService.GetDeviceList") == Effect::read);
  CHECK(effect_of("SessionService.LogIn") == Effect::session);
  CHECK(effect_of("CarrierService.MoveDevice") == Effect::change);
}

TEST_CASE("what is not known may change anything") {
  CHECK(effect_of("DeviceService.Sing") == Effect::change);
  CHECK_FALSE(has_effect(""));
}

// A read asks with GET, or with POST for a list; what changes is never one of the two by accident.
TEST_CASE("no operation with a changing name is a read") {
  for (const auto& row : operations()) {
    const auto name = std::string(row.service) + "." + std::string(row.name);
    if (effect_of(name) != Effect::read) continue;
    const bool asks = row.name.starts_with("Get") || row.name.starts_with("Check");
    CHECK_MESSAGE(asks, name);
  }
}

}  // namespace
