#pragma once
// The contract as data: its services and operations, and which members a type has, in which
// namespace, order and kind. The tables behind these functions are generated from wsdl/ at build
// time (generated/): what is not there is not in the contract, and no name, namespace or action is
// typed anywhere else. All of it lives as long as the program.

#include <cstdint>
#include <span>
#include <string_view>

namespace uws::contract {

enum class ValueKind : std::uint8_t { string, int32, int64, boolean, date_time, complex };

struct Shape;

// One element of a type's sequence.
struct Member {
  std::string_view name;
  ValueKind kind;
  bool nillable;
  bool required;      // minOccurs is not 0
  bool repeated;      // maxOccurs is unbounded
  bool inferred;      // a number, flag or date of which no source prints the XSD type
  const Shape* type;  // the member's own type when kind is complex, else null
};

// A complex type. Its members are elements of the type's own namespace.
struct Shape {
  std::string_view name;        // "MoveDeviceRequest"
  std::string_view name_space;  // URI
  std::span<const Member> members;

  // The member with this local name, or null.
  const Member* find(std::string_view local_name) const;
};

// A global element of the message namespace: a request's or response's wrapper.
struct Wrapper {
  std::string_view name;  // "MoveDevice", "MoveDeviceResponse"
  const Shape* type;      // its one member is Input or Output
};

// http://nphase.com/unifiedwebservice/v2, the namespace of wrappers, parts and the token header.
extern const std::string_view kMessageNamespace;

// The wrapper with this local name, or null.
const Wrapper* find_wrapper(std::string_view local_name);
std::span<const Wrapper> wrappers();

struct ServiceOperation {
  std::string_view name;    // "MoveDevice"
  std::string_view action;  // SOAPAction without quotation marks
  const Wrapper* request;   // never null
  const Wrapper* response;
};

// Services and, within them, operations stand in the order of wsdl/.
struct Service {
  std::string_view name;       // "CarrierService"
  std::string_view port_type;  // "ICarrierService"
  std::span<const ServiceOperation> operations;
};

std::span<const Service> services();
// The service of this name in any case, as IIS found it, or null.
const Service* find_service(std::string_view name);
// Both names as the contract spells them; null when there is no such operation.
const ServiceOperation* find_operation(std::string_view service, std::string_view name);

}  // namespace uws::contract
