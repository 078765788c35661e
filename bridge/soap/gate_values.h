#pragma once
// What DataContractSerializer says of values it will not read (wire.md: DataContract rules).

#include <string>
#include <string_view>

#include "contract/shape.h"
#include "contract/values.h"

namespace uws::soap {

// The first kMaxEcho characters of UTF-8 text, whole ones: what a fault repeats of a request.
std::string_view clipped(std::string_view text);

using contract::valid_value;

// A kind's names in XML Schema ("int") and in .NET ("Int32").
struct KindNames {
  std::string_view xsd, clr;
};
KindNames names_of(contract::ValueKind kind);

// "NPhase.….CarrierService.MoveDeviceRequest" for a data contract type.
std::string clr_type_name(const contract::Shape& shape);

// The messages .NET gives for what it will not read; `type` is the
// serializer's root type, the operation's Input, however deep the value stands. What they repeat of
// a request is clipped.
std::string cannot_parse(const contract::Shape& type, std::string_view value,
                         contract::ValueKind kind);
std::string cannot_be_null(contract::ValueKind kind);
// `what` is "EndElement" when the element `found` ends too early, "Element" when it comes too
// early.
std::string expecting_element(std::string_view what, std::string_view found,
                              std::string_view name_space, std::string_view missing);
std::string end_element_expected(const contract::Shape& type, std::string_view element,
                                 std::string_view element_namespace, std::string_view found);

// `enumeration` is the name of an owner's type, in his namespace.
std::string no_such_enum_value(const contract::Shape& type, std::string_view value,
                               std::string_view name_space, std::string_view enumeration);

}  // namespace uws::soap
