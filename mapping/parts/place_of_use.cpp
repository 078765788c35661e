#include "mapping/parts/place_of_use.h"

namespace uws::mapping {
namespace {

Json rest_name(const common__PrimaryPlaceOfUseCustomerName& name) {
  Json rest = Json::object();
  put(rest, "title", name.Title);
  put(rest, "firstName", name.FirstName);
  put(rest, "middleName", name.MiddleName);
  put(rest, "lastName", name.LastName);
  put(rest, "suffix", name.Suffix);
  return rest;
}

Json rest_address(const common__PrimaryPlaceOfUseAddress& address) {
  Json rest = Json::object();
  put(rest, "addressLine1", address.AddressLine1);
  put(rest, "addressLine2", address.AddressLine2);
  put(rest, "city", address.City);
  put(rest, "state", address.State);
  put(rest, "zip", address.Zip);
  put(rest, "zip4", address.Zip4);
  put(rest, "country", address.Country);
  put(rest, "phone", address.Phone);
  put(rest, "phoneType", address.PhoneType);
  put(rest, "emailAddress", address.EmailAddress);
  return rest;
}

}  // namespace

Json rest_place_of_use(const common__PrimaryPlaceOfUse* place) {
  if (!place) return nullptr;
  Json name = place->CustomerName ? rest_name(*place->CustomerName) : Json::object();
  Json address = place->Address ? rest_address(*place->Address) : Json::object();
  if (name.empty() && address.empty()) return nullptr;
  // emplace leaves what is there.
  for (const char* key : {"firstName", "lastName"}) name.emplace(key, "");
  for (const char* key : {"addressLine1", "city", "state", "zip", "country"}) {
    address.emplace(key, "");
  }
  return Json{{"customerName", std::move(name)}, {"address", std::move(address)}};
}

}  // namespace uws::mapping
