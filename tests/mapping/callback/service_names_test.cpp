#include "mapping/callback/service_names.h"

#include <doctest/doctest.h>

#include <set>

using namespace uws::mapping::callback;

TEST_CASE("names translate one to one") {
  std::set<std::string_view> rest;
  for (const CallbackService& service : callback_services()) {
    CAPTURE(service.soap);
    CHECK(rest_service_name(service.soap) == service.rest);
    CHECK(find_service(service.soap) == &service);
    rest.insert(service.rest);
  }
  CHECK(rest.size() == 13);
  CHECK(callback_services().size() == 13);
}

TEST_CASE("the one name that differs") {
  CHECK(rest_service_name("PromoChange") == "PromoChanges");
  CHECK_FALSE(rest_service_name("PromoChanges").has_value());
}

TEST_CASE("services the old API never had") {
  CHECK_FALSE(rest_service_name("NiddService").has_value());
  CHECK_FALSE(rest_service_name("carrierservice").has_value());
  CHECK(find_service("NiddService") == nullptr);
}
