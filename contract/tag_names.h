#pragma once
// The names of elements as gSOAP's generated code spells them: "carrier:DeviceList".

#include <string_view>

namespace uws::contract {

// What stands behind the prefix. `tag` is a literal of the generated code: what is at its address
// never changes.
std::string_view local_name(const char* tag);

}  // namespace uws::contract
