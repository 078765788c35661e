#pragma once
// A REST faultResponse as the callback's Fault (type SoapFault).

#include <string_view>

#include "base/json_value.h"
#include "contract/callback_elements.h"
#include "mapping/callback/writer.h"

namespace uws::mapping::callback {

// Whether `value` reports a fault: an object with anything in it, or a bare text. Null, absent and
// an object of nulls do not.
bool is_fault(const base::JsonValue* value);

// The fault a callback reports: its faultResponse, or the one in its deviceResponse; null when
// there is none. Borrowed from `message`.
const base::JsonValue* callback_fault(const base::JsonValue& message);

// `element` with faultcode, faultstring, faultactor, detail in the v2 namespace; nil when
// `value` is no fault. faultcode is a QName there: a prefix of REST's own could not be resolved by
// the receiver, so only the part after a colon is written. A bare text becomes the faultstring.
void write_fault(Writer& writer, std::string_view element, const base::JsonValue* value,
                 std::string_view path);

// What it can write, as names. A child is open: REST may send an object where a text belongs.
contract::CallbackElement describe_fault(std::string_view element);

}  // namespace uws::mapping::callback
