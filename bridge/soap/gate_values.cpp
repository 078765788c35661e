#include "bridge/soap/gate_values.h"

#include "base/utf8.h"
#include "bridge/soap/gate_limits.h"

namespace uws::soap {
namespace {

constexpr std::string_view kDataContractRoot = "http://schemas.datacontract.org/2004/07/";

std::string wrapped(const contract::Shape& type, const std::string& message) {
  return "There was an error deserializing the object of type " + clr_type_name(type) + ". " +
         message;
}

}  // namespace

std::string_view clipped(std::string_view text) { return base::first_chars(text, kMaxEcho); }

KindNames names_of(contract::ValueKind kind) {
  switch (kind) {
    case contract::ValueKind::int32:
      return {"int", "Int32"};
    case contract::ValueKind::int64:
      return {"long", "Int64"};
    case contract::ValueKind::boolean:
      return {"boolean", "Boolean"};
    case contract::ValueKind::date_time:
      return {"dateTime", "DateTime"};
    case contract::ValueKind::decimal:
      return {"decimal", "Decimal"};
    case contract::ValueKind::string:
    case contract::ValueKind::complex:
      break;
  }
  return {"string", "String"};
}

std::string clr_type_name(const contract::Shape& shape) {
  std::string_view name_space = shape.name_space;
  if (name_space.starts_with(kDataContractRoot)) name_space.remove_prefix(kDataContractRoot.size());
  return std::string(name_space) + "." + std::string(shape.name);
}

std::string cannot_parse(const contract::Shape& type, std::string_view value,
                         contract::ValueKind kind) {
  return wrapped(type, "The value '" + std::string(clipped(value)) +
                           "' cannot be parsed as the type '" + std::string(names_of(kind).clr) +
                           "'.");
}

std::string cannot_be_null(contract::ValueKind kind) {
  return "ValueType 'System." + std::string(names_of(kind).clr) + "' cannot be null.";
}

std::string expecting_element(std::string_view what, std::string_view found,
                              std::string_view name_space, std::string_view missing) {
  return "'" + std::string(what) + "' '" + std::string(found) + "' from namespace '" +
         std::string(name_space) + "' is not expected. Expecting element '" + std::string(missing) +
         "'.";
}

std::string end_element_expected(const contract::Shape& type, std::string_view element,
                                 std::string_view element_namespace, std::string_view found) {
  return wrapped(type, "End element '" + std::string(element) + "' from namespace '" +
                           std::string(element_namespace) + "' expected. Found " +
                           std::string(found) + ".");
}

std::string no_such_enum_value(const contract::Shape& type, std::string_view value,
                               std::string_view name_space, std::string_view enumeration) {
  return wrapped(type, "Invalid enum value '" + std::string(clipped(value)) +
                           "' cannot be deserialized into type '" +
                           clr_type_name({enumeration, name_space, {}}) +
                           "'. Ensure that the necessary enum values are present and are marked "
                           "with EnumMemberAttribute attribute if the type has "
                           "DataContractAttribute attribute.");
}

}  // namespace uws::soap
