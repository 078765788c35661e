#include "mapping/callback/service_names.h"

#include <doctest/doctest.h>

#include "mapping/callback/dispatch.h"

using namespace uws::mapping::callback;

TEST_CASE("names translate both ways") {
  for (const ServiceName& name : callback_services()) {
    CAPTURE(name.soap);
    CHECK(rest_service_name(name.soap) == name.rest);
    CHECK(soap_service_name(name.rest) == name.soap);
    CHECK(find_service(name.soap) != nullptr);
  }
  CHECK(callback_services().size() == 13);
}

TEST_CASE("the one name that differs") {
  CHECK(rest_service_name("PromoChange") == "PromoChanges");
  CHECK(soap_service_name("PromoChanges") == "PromoChange");
  CHECK_FALSE(rest_service_name("PromoChanges").has_value());
  CHECK_FALSE(soap_service_name("PromoChange").has_value());
}

TEST_CASE("services the old API never had") {
  CHECK_FALSE(soap_service_name("NiddService").has_value());
  CHECK_FALSE(rest_service_name("NiddService").has_value());
  CHECK_FALSE(rest_service_name("carrierservice").has_value());
  CHECK(find_service("NiddService") == nullptr);
}
