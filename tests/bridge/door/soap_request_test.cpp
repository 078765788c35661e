#include "bridge/door/soap_request.h"

#include <doctest/doctest.h>

using namespace uws;
using Kind = door::Place::Kind;

TEST_CASE("a service is found at its own path, without case") {
  const auto place = door::find_place("/API/v2/carrierservice.SVC", nullptr);
  CHECK(place.kind == Kind::service);
  CHECK(place.service == "CarrierService");
  CHECK(door::path_of(place) == "/api/v2/CarrierService.svc");
  CHECK(door::find_place("/api/v2/CarrierService.svc/", nullptr).kind == Kind::service);
  CHECK(door::find_place("/api/v2/CarrierService.svc/x", nullptr).kind == Kind::below_service);
  for (const auto* path : {"", "/", "/api/v2/", "/api/v2/Nobody.svc", "/api/v2/CarrierService"}) {
    CAPTURE(path);
    CHECK(door::find_place(path, nullptr).kind == Kind::nowhere);
  }
}

TEST_CASE("an owner's paths count besides, the longest that fits") {
  owner::OwnerContract owners;
  owners.places = {{"/uws", {"DeviceService", "/uws"}},
                   {"/UWS/My Carrier.svc", {"CarrierService", "/UWS/My%20Carrier.svc"}}};
  const auto carrier = door::find_place("/uws/my carrier.svc", &owners);
  CHECK(carrier.kind == Kind::service);
  CHECK(carrier.service == "CarrierService");
  CHECK(door::path_of(carrier) == "/UWS/My%20Carrier.svc");
  CHECK(door::find_place("/uws/My Carrier.svc/x", &owners).kind == Kind::below_service);
  CHECK(door::find_place("/uws/", &owners).service == "DeviceService");
  CHECK(door::find_place("/uws/other", &owners).kind == Kind::below_service);
  CHECK(door::find_place("/uwsx", &owners).kind == Kind::nowhere);
  CHECK(door::find_place("/api/v2/DeviceService.svc", &owners).theirs.empty());
}
