#pragma once
// What the gateway itself needs to know of a webhook's body, read in one pass without a tree.

#include <string>
#include <string_view>

namespace uws::callback {

struct BodyFacts {
  // A JSON object in UTF-8, nested at most 64 deep. If not, the rest is empty.
  bool readable = false;
  // Empty when absent or not a string.
  std::string username, password, request_id;
  // The first identifier of deviceIds; empty when there is none that is a text.
  std::string device;
  // Digest of the whole content but for what may differ between two sends of one callback:
  // white space, the order of members, the credentials and callbackCount.
  std::string fingerprint;
};

BodyFacts read_body(std::string_view body);

}  // namespace uws::callback
