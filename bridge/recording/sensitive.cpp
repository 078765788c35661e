#include "bridge/recording/sensitive.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"

namespace uws::recording {
namespace {

// Names as plain() spells them.
constexpr std::array<std::string_view, 8> kSecretEnds{"password", "passwd", "passphrase", "token",
                                                      "secret",   "apikey", "appkey",     "bearer"};
constexpr std::array<std::string_view, 8> kSecrets{
    "authorization", "proxyauthorization", "cookie",   "setcookie",
    "pwd",           "credentials",        "clientid", "privatekey"};
constexpr std::array<std::string_view, 24> kIdentifiers{"identifier",
                                                        "id",
                                                        "deviceid",
                                                        "mdn",
                                                        "imei",
                                                        "iccid",
                                                        "meid",
                                                        "esn",
                                                        "eid",
                                                        "msisdn",
                                                        "min",
                                                        "imsi",
                                                        "accountname",
                                                        "accountnames",
                                                        "accountnumber",
                                                        "account",
                                                        "ipaddress",
                                                        "username",
                                                        "leadid",
                                                        "leadidentificationnumber",
                                                        "preimei",
                                                        "postimei",
                                                        "accountnamefilter",
                                                        "largestdeviceidseen"};
constexpr std::array<std::string_view, 13> kNames{"firstname",
                                                  "lastname",
                                                  "middlename",
                                                  "customername",
                                                  "contactname",
                                                  "organizationname",
                                                  "eventby",
                                                  "lastactivationby",
                                                  "smsmessage",
                                                  "message",
                                                  "primaryplaceofusefirstname",
                                                  "primaryplaceofuselastname",
                                                  "primaryplaceofusemiddlename"};
constexpr std::array<std::string_view, 15> kAddresses{
    "addressline1", "addressline2", "street",  "city",        "addresscity",
    "zip",          "zip4",         "zipcode", "phone",       "addresszipcode",
    "mdnzipcode",   "emailaddress", "email",   "phonenumber", "contactemail"};
constexpr std::array<std::string_view, 4> kUrls{"url", "callbackurl", "uri", "location"};

// "vz-m2m-token" and "VzM2mToken" are one name.
std::string plain(std::string_view name) {
  std::string made;
  for (const char c : base::lower(name)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) made += c;
  }
  return made;
}

template <class Names>
bool is_one(const Names& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

Sensitive by_name(const std::string& name) {
  if (is_one(kSecrets, name)) return Sensitive::secret;
  if (std::ranges::any_of(kSecretEnds, [&](auto end) { return name.ends_with(end); })) {
    return Sensitive::secret;
  }
  if (is_one(kIdentifiers, name)) return Sensitive::identifier;
  if (is_one(kNames, name)) return Sensitive::name;
  if (is_one(kAddresses, name)) return Sensitive::address;
  return is_one(kUrls, name) ? Sensitive::url : Sensitive::no;
}

}  // namespace

Sensitive sensitive(std::string_view member, std::string_view holder, std::string_view label) {
  const auto name = plain(member);
  if (name != "value") return by_name(name);
  if (plain(holder).starts_with("customfield")) return Sensitive::name;
  return label.empty() ? Sensitive::no : by_name(plain(label));
}

}  // namespace uws::recording
