#pragma once
// The {id, kind} pairs by which REST names a device.

#include <string_view>
#include <vector>

#include "base/json_value.h"
#include "contract/callback_elements.h"
#include "mapping/callback/writer.h"

namespace uws::mapping::callback {

// The entries of a deviceIds member, whether REST sent an array or one object alone; nulls and
// empty objects are passed over. Borrowed from `device_ids`, which may be null.
std::vector<const base::JsonValue*> device_entries(const base::JsonValue* device_ids);

// `element` with Kind and Identifier, once per entry. Kind is spelt as REST sends it. An entry that
// is a bare text is an identifier of unknown kind. Entries of `first_kind` come first, else they
// keep their order. A list within the list is reported. Nothing is when `path` is empty.
void write_devices(Writer& writer, std::string_view element, const base::JsonValue* device_ids,
                   std::string_view path, std::string_view first_kind = {});

// The same for one entry alone; `path` is the entry's.
void write_device(Writer& writer, std::string_view element, const base::JsonValue& entry,
                  std::string_view path);

// What both can write, as names.
contract::CallbackElement describe_device(std::string_view element);

// Whether the entry's kind is `kind`, without case.
bool has_kind(const base::JsonValue& entry, std::string_view kind);

}  // namespace uws::mapping::callback
