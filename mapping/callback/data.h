#pragma once
// The Data element of a CallbackRequest.

#include "base/json_value.h"
#include "contract/callback_elements.h"
#include "mapping/callback/callback.h"
#include "mapping/callback/dispatch.h"
#include "mapping/callback/writer.h"

namespace uws::mapping::callback {

// Data, or Data/Data when the delivery asks for it, with all members in the order of the documented
// callbacks; those that do not apply are nil. Status is REST's word; when REST leaves it out (its
// messages of 2016) it is Failed with a fault, Success with a deviceResponse and no fault if the
// service answers requests, else nil.
void write_data(Writer& writer, const CallbackService& service, const Delivery& delivery,
                const base::JsonValue& message, const Routed& routed);

// What it can write, as names.
contract::CallbackElement describe_data();

}  // namespace uws::mapping::callback
