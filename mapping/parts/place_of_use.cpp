#include "mapping/parts/place_of_use.h"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>

namespace uws::mapping {
namespace {

// REST requires some members once the part is there at all.
void put_required(Json& object, const char* key, const std::optional<std::string>& value) {
  object.put_string(key, value ? *value : std::string());
}

Json rest_name(const common__PrimaryPlaceOfUseCustomerName& name) {
  Json rest = Json::object();
  put(rest, "title", name.Title);
  put_required(rest, "firstName", name.FirstName);
  put(rest, "middleName", name.MiddleName);
  put_required(rest, "lastName", name.LastName);
  put(rest, "suffix", name.Suffix);
  return rest;
}

Json rest_address(const common__PrimaryPlaceOfUseAddress& address) {
  Json rest = Json::object();
  put_required(rest, "addressLine1", address.AddressLine1);
  put(rest, "addressLine2", address.AddressLine2);
  put_required(rest, "city", address.City);
  put_required(rest, "state", address.State);
  put_required(rest, "zip", address.Zip);
  put(rest, "zip4", address.Zip4);
  put_required(rest, "country", address.Country);
  put(rest, "phone", address.Phone);
  put(rest, "phoneType", address.PhoneType);
  put(rest, "emailAddress", address.EmailAddress);
  return rest;
}

bool any_given(std::initializer_list<const std::optional<std::string>*> values) {
  return std::any_of(values.begin(), values.end(),
                     [](const auto* value) { return *value && !(*value)->empty(); });
}

bool says_anything(const common__PrimaryPlaceOfUse& place) {
  const auto* name = place.CustomerName.get();
  const auto* address = place.Address.get();
  return (name && any_given({&name->Title, &name->FirstName, &name->MiddleName, &name->LastName,
                             &name->Suffix})) ||
         (address && any_given({&address->AddressLine1, &address->AddressLine2, &address->City,
                                &address->State, &address->Zip, &address->Zip4, &address->Country,
                                &address->Phone, &address->PhoneType, &address->EmailAddress}));
}

}  // namespace

Json rest_place_of_use(const common__PrimaryPlaceOfUse* place) {
  if (!place || !says_anything(*place)) return nullptr;
  static const common__PrimaryPlaceOfUseCustomerName no_name;
  static const common__PrimaryPlaceOfUseAddress no_address;
  const auto& name = place->CustomerName ? *place->CustomerName : no_name;
  const auto& address = place->Address ? *place->Address : no_address;
  return Json{{"customerName", rest_name(name)}, {"address", rest_address(address)}};
}

}  // namespace uws::mapping
