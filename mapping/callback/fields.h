#pragma once
// The shared grammar of callback payloads: a table of fields says how the members of a JSON object
// become SOAP elements, so a service's file is mostly its table.

#include <cstdint>
#include <span>
#include <string_view>

#include "base/json_value.h"
#include "contract/callback_elements.h"
#include "mapping/callback/writer.h"

namespace uws::mapping::callback {

enum class Shape : std::uint8_t {
  // A text; absent or null is nil.
  kText,
  // A number, boolean or date, or a member younger than the old clients: left out when absent, null
  // or empty, because clients cannot read an empty or nil value of such a type.
  kOptional,
  // {id, kind} objects, an array of them or one alone: the element once per device.
  kDevices,
  // The same inside one wrapper element, `item` naming the inner one; left out when absent.
  kDeviceList,
  // An object with `members`; absent is nil.
  kObject,
  // The same for a SOAP type known in part: what `members` does not name is written after them.
  kOpenObject,
  // An array of texts: one wrapper element around `item` elements; absent is nil.
  kList,
  // A faultResponse: a SOAP Fault's children; absent is nil.
  kFault,
  // Known and written by the caller: neither written nor reported here.
  kElsewhere,
};

struct Field {
  std::string_view rest;
  std::string_view soap;
  Shape shape = Shape::kText;
  std::span<const Field> members = {};
  std::string_view item = {};
};

// What becomes of members the table does not name. Both ways they are reported as unknown paths.
enum class Rest : std::uint8_t {
  // Not written: the SOAP type is known, and an extra element breaks strict clients.
  kDrop,
  // Written in PascalCase after the known ones: the SOAP type was never seen.
  kKeep,
};

// The children of the innermost open element: `fields` in order, then the rest of `object`.
// `object` need not be an object: anything else has no members.
void write_members(Writer& writer, const base::JsonValue& object, std::string_view path,
                   std::span<const Field> fields, Rest rest);

// `element` once per item when `value` is an array (once and empty for an empty array), else once.
// A scalar becomes the element's text. An array has "[]" added to its path.
void write_elements(Writer& writer, std::string_view element, const base::JsonValue& value,
                    std::string_view path, std::span<const Field> fields, Rest rest);

// What write_elements() can write of `fields`, as names. Not among them: what is written of members
// no table names, devices and faults there included.
contract::CallbackElement describe_elements(std::string_view element, std::span<const Field> fields,
                                            Rest rest);

// `element` with all of `value` in PascalCase, whatever it holds; reports nothing.
void write_open(Writer& writer, std::string_view element, const base::JsonValue& value);

}  // namespace uws::mapping::callback
