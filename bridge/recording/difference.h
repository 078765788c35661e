#pragma once
// How two answers to the same request differ, by name, and what that means for the clients.

#include <string>
#include <string_view>
#include <vector>

namespace uws::recording {

enum class DifferenceKind {
  status,
  header,
  spelling,
  prefix,
  order,
  nil_to_absent,
  absent_to_nil,
  empty_to_absent,
  absent_to_empty,
  nil_to_empty,
  empty_to_nil,
  nil_to_value,
  value_to_nil,
  missing_element,
  extra_element,
  namespace_uri,
  attribute,
  fault_code,
  fault_text,
  date_zone,
  date_format,
  number_format,
  enum_value,
  value,
  not_xml,
};

struct Difference {
  DifferenceKind kind;
  // "Envelope/Body/MoveDeviceResponse/Output/RequestId", "header Content-Type", "status"; items of
  // a list that have no name of their own are counted: "DeviceInformation[2]".
  std::string path;
  std::string recorded, live;

  bool operator==(const Difference&) const = default;
};

// What is said of a kind of difference.
struct DifferenceWords {
  DifferenceKind kind;
  std::string_view name;  // "nil_to_absent"
  // Whether a client generated from the WSDL (WCF, Axis, zeep) reads the same from both.
  bool same_for_typed;
  std::string_view typed, by_hand;  // what it means for that client; for hand-written ones
};
const DifferenceWords& words_of(DifferenceKind kind);
// Null when there is no such name.
const DifferenceWords* find_words(std::string_view name);

}  // namespace uws::recording
