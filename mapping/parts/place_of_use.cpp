#include "mapping/parts/place_of_use.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string>

#include "mapping/common/required.h"

namespace uws::mapping {
namespace {

using PlaceName = common__PrimaryPlaceOfUseCustomerName;
using PlaceAddress = common__PrimaryPlaceOfUseAddress;

// A member of a part under its REST name; REST requires some once the part is there at all.
template <class Part>
struct PlaceMember {
  const char* key;
  std::optional<std::string> Part::*text;
  bool required = false;
};

constexpr PlaceMember<PlaceName> kNameMembers[] = {{"title", &PlaceName::Title},
                                                   {"firstName", &PlaceName::FirstName, true},
                                                   {"middleName", &PlaceName::MiddleName},
                                                   {"lastName", &PlaceName::LastName, true},
                                                   {"suffix", &PlaceName::Suffix}};
constexpr PlaceMember<PlaceAddress> kAddressMembers[] = {
    {"addressLine1", &PlaceAddress::AddressLine1, true},
    {"addressLine2", &PlaceAddress::AddressLine2},
    {"city", &PlaceAddress::City, true},
    {"state", &PlaceAddress::State, true},
    {"zip", &PlaceAddress::Zip, true},
    {"zip4", &PlaceAddress::Zip4},
    {"country", &PlaceAddress::Country, true},
    {"phone", &PlaceAddress::Phone},
    {"phoneType", &PlaceAddress::PhoneType},
    {"emailAddress", &PlaceAddress::EmailAddress}};

template <class Part>
bool says_anything(const Part* part, std::span<const PlaceMember<Part>> members) {
  return part != nullptr && std::ranges::any_of(members, [part](const auto& member) {
           return is_given(part->*member.text);
         });
}

template <class Part>
Json rest_part(const Part* part, std::span<const PlaceMember<Part>> members) {
  Json rest = Json::object();
  for (const auto& member : members) {
    const auto text = part != nullptr ? (part->*member.text).value_or("") : std::string();
    if (member.required) {
      rest.put_string(member.key, text);
    } else {
      put(rest, member.key, text);
    }
  }
  return rest;
}

}  // namespace

Json rest_place_of_use(const common__PrimaryPlaceOfUse* place) {
  if (place == nullptr) return nullptr;
  const std::span<const PlaceMember<PlaceName>> of_name(kNameMembers);
  const std::span<const PlaceMember<PlaceAddress>> of_address(kAddressMembers);
  const auto* name = place->CustomerName.get();
  const auto* address = place->Address.get();
  if (!says_anything(name, of_name) && !says_anything(address, of_address)) return nullptr;
  return Json{{"customerName", rest_part(name, of_name)},
              {"address", rest_part(address, of_address)}};
}

}  // namespace uws::mapping
