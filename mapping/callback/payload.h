#pragma once
// A piece of a REST callback on its way to a member of Data, and the shape of the functions that
// write such members.

#include <span>
#include <string>
#include <string_view>

#include "base/json_value.h"
#include "mapping/callback/fields.h"
#include "mapping/callback/writer.h"

namespace uws::mapping::callback {

struct Payload {
  // Name of the member of deviceResponse it came in, e.g. "activateResponse"; empty when the
  // members lay directly in deviceResponse.
  std::string_view key;
  // Never a JSON null. Borrowed from the parsed callback.
  const base::JsonValue* value;
  std::string path;
};

// Writes one member of Data, element included. `payloads` is empty only for CarrierService, which
// is written whenever the callback is one of its own. `message` is the whole callback.
using PayloadWriter = void (*)(Writer& writer, std::span<const Payload> payloads,
                               const base::JsonValue& message);

// The SOAP name of a payload without a known one: "fooResponse" is "Foo", as in every pair that is
// known (moveDeviceResponse and MoveDevice, faultResponse and Fault).
std::string element_of_key(std::string_view key);

// A payload whose SOAP name is not what the rule of element_of_key() gives.
struct Renamed {
  std::string_view key;
  std::string_view element;
};

// For members of Data whose payloads are results of several operations: `element` with one element
// per payload, its members written as they come. Of a payload that lies directly in deviceResponse
// the members alone.
void write_results(Writer& writer, std::string_view element, std::span<const Payload> payloads,
                   std::span<const Renamed> renamed = {});

// For members of Data with one table of fields: the first payload as `element`, later ones
// reported.
void write_single(Writer& writer, std::string_view element, std::span<const Payload> payloads,
                  std::span<const Field> fields, Rest rest);

}  // namespace uws::mapping::callback
