#pragma once
// Which members of the contract, of the REST API's JSON and of HTTP hold what nobody should read
// who reads a recording.

#include <string_view>

namespace uws::recording {

enum class Sensitive {
  no,
  secret,      // passwords, tokens, keys
  identifier,  // of devices, accounts and users
  name,        // of people and organisations; texts of SMS, custom fields
  address,     // postal ones, e-mail, phone numbers
  url,         // may carry a secret
};

// What a value is. `member` is the name it stands under ("Password", "vz-m2m-token"), in any case
// and spelling; `holder` that of the element or object around it; `label` the Name or Key beside a
// Value.
Sensitive sensitive(std::string_view member, std::string_view holder = {},
                    std::string_view label = {});

}  // namespace uws::recording
