#pragma once
// The contract as data: its services and operations, and which members a type has, in which
// namespace, order and kind. The tables behind these functions are generated from wsdl/ at build
// time (generated/): what is not there is not in the contract, and no name, namespace or action is
// typed anywhere else. All of it lives as long as the program. An owner's own contract becomes
// shapes of the same kind (contract/plan.h), whose members say which built-in ones they stand for.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace uws::contract {

// decimal (any other number) stands in owners' contracts only.
enum class ValueKind : std::uint8_t { string, int32, int64, boolean, date_time, decimal, complex };

struct Shape;
struct Layout;
struct Outer;

// One element of a type's sequence.
struct Member {
  std::string_view name;
  std::string_view name_space;  // of the element: in the built-in tables that of the type
  ValueKind kind;
  bool nillable;
  bool required;      // minOccurs is not 0
  bool repeated;      // maxOccurs is unbounded
  bool inferred;      // a number, flag or date of which no source prints the XSD type
  const Shape* type;  // the member's own type when kind is complex, else null
  // The built-in member it stands for, which is itself in the built-in tables; null: only an
  // owner's contract has it.
  const Member* ours;
  const Outer* outer = nullptr;  // what an owner's contract says besides; null in built-in tables
};

// What an owner's contract says of a member that no built-in one needs to say.
struct Outer {
  // The built-in level around the built-in member, which the owner does not have; null = none.
  const Member* inside = nullptr;
  // A level that only the owner has: what it holds belongs to the built-in type around it.
  bool level = false;
  // Of an enumeration, sorted; empty: any value of the kind.
  std::span<const std::string_view> values = {};
  std::optional<std::string_view> constant = {};  // what answers say of a member only he has
  std::string_view type_name = {};                // i:type, where it is not the kind's; empty = is
};

// A complex type.
struct Shape {
  std::string_view name;        // "MoveDeviceRequest"
  std::string_view name_space;  // URI
  std::span<const Member> members;
  const Layout* layout = nullptr;  // of an owner's type: how a built-in one lies in it

  // The member with this local name, or null.
  const Member* find(std::string_view local_name) const;
  // The member that stands for the built-in one of this name, or null.
  const Member* find_ours(std::string_view local_name) const;
  // The built-in type it stands for.
  const Shape& ours() const;
};

// Where a built-in member stands in an owner's type.
struct Place {
  const Member* member = nullptr;     // null: nowhere, it is never written
  std::size_t index = 0;              // of the member, or of the level around it
  const Member* level = nullptr;      // the level around it (Outer::level); null = none
  std::size_t index_in_level = 0;     // of the member
  bool checked = false;               // not every value of ours is one of his
  const Layout* dissolved = nullptr;  // the member's own members stand here in its stead
};

// How the members of a built-in type lie in an owner's type.
struct Layout {
  const Shape* ours = nullptr;
  std::span<const Place> places = {};  // by index in ours->members
  bool plain = false;                  // members have other names and rules at most, or are missing
  bool moved = false;   // the order is another one, or there are levels: laid out at the end
  bool extras = false;  // there are members that only the owner has
};

inline const Shape& Shape::ours() const { return layout ? *layout->ours : *this; }

// A global element: a request's or response's wrapper.
struct Wrapper {
  std::string_view name;  // "MoveDevice", "MoveDeviceResponse"
  std::string_view name_space;
  const Shape* type;                         // its one member is Input or Output
  std::string_view token_name, token_space;  // the header that holds the session token
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
