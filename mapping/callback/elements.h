#pragma once
// What callbacks can hold, as names.

#include <vector>

#include "contract/callback_elements.h"

namespace uws::mapping::callback {

// The message elements CallbackRequest and SmsCallbackRequest with every element that
// build_callback() can write below them, Data once. Made from the tables it writes by; an element
// that takes what REST sends is open, and has no list of that.
std::vector<contract::CallbackElement> callback_elements();

}  // namespace uws::mapping::callback
