#pragma once
// The built-in callback messages as names: which elements one can have, and within which. Filled by
// mapping/callback from the tables it writes by; contract/match_callbacks.h sets an owner's beside
// it.

#include <string>
#include <vector>

namespace uws::contract {

// The message elements, and the one element that some receivers know within itself.
inline constexpr const char* kCallbackMessage = "CallbackRequest";
inline constexpr const char* kSmsCallbackMessage = "SmsCallbackRequest";
inline constexpr const char* kCallbackMessages[] = {kCallbackMessage, kSmsCallbackMessage};
inline constexpr const char* kCallbackData = "Data";

struct CallbackElement {
  enum class Content {
    value,    // a text or nothing
    members,  // these and no others
    // Besides `members` whatever REST sends, in PascalCase, a text alone too: the SOAP type is not
    // known, so the names that may come have no list.
    open,
  };
  std::string name;
  Content content = Content::value;
  std::vector<CallbackElement> members = {};  // in the order they are written
  // Written once for each device or item. Any other comes more than once only where the platform
  // sends a list in place of one.
  bool repeated = false;
};

}  // namespace uws::contract
