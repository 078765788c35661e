#pragma once
// A piece of a REST callback on its way to a member of Data, and how such members are written.

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

struct DataMember;

// Writes one member of Data, element included. `payloads` is empty only for CarrierService, which
// is written whenever the callback is one of its own. `message` is the whole callback.
using PayloadWriter = void (*)(Writer& writer, const DataMember& member,
                               std::span<const Payload> payloads, const base::JsonValue& message);

// What its writer can write of a member of Data, as names.
using PayloadDescriber = contract::CallbackElement (*)(const DataMember& member);

// By the member's fields.
contract::CallbackElement describe_by_fields(const DataMember& member);
// What write_results() can write: one element per payload that has a known name.
contract::CallbackElement describe_results(const DataMember& member);

// A payload whose SOAP name is not what the rule of element_of_key() gives.
struct Renamed {
  std::string_view key;
  std::string_view element;
};

// A member of Data that carries a payload.
struct DataMember {
  std::string_view element;
  // Members of deviceResponse that belong here; documented, evidenced and inferred spellings.
  std::span<const std::string_view> keys = {};
  PayloadWriter write;
  // Whether it is nil when it does not apply. DeviceService, DeviceProfileService and
  // AlertService are in no documented Data, so only their own callbacks have them.
  bool nil_otherwise = true;
  // Whether a payload of a name never seen may belong here: REST's name for it is a guess.
  bool takes_unknown = false;
  // What is known of a payload's members. Of a member that does not take everything, they may
  // also lie directly in deviceResponse.
  std::span<const Field> fields = {};
  Rest rest = Rest::kDrop;
  std::span<const Renamed> renamed = {};
  PayloadDescriber describe = describe_by_fields;
};

// The SOAP name of a payload without a known one: "fooResponse" is "Foo", as in every pair that is
// known (moveDeviceResponse and MoveDevice, faultResponse and Fault).
std::string element_of_key(std::string_view key);

// The writers most members use. For payloads that are results of several operations: the element
// with one element per payload, its members written as they come; of a payload that lies directly
// in deviceResponse the members alone.
void write_results(Writer& writer, const DataMember& member, std::span<const Payload> payloads,
                   const base::JsonValue& message);
// The first payload by the member's fields; later ones are reported.
void write_single(Writer& writer, const DataMember& member, std::span<const Payload> payloads,
                  const base::JsonValue& message);
// Every payload by the member's fields, an element each.
void write_each(Writer& writer, const DataMember& member, std::span<const Payload> payloads,
                const base::JsonValue& message);

}  // namespace uws::mapping::callback
