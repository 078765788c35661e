#pragma once
// Where values go, found by changing each of them and looking at what changes with it: the
// translation itself tells, and no table of it can go stale.

#include <functional>
#include <string>
#include <vector>

#include "bridge/recording/places.h"

namespace uws::tools {

// A field of a document: all its occurrences in lists are one field, its value that of the first.
struct Field {
  std::string path;  // "DeviceList/DeviceIdentifierCollection/…/Kind", "devices[].id"
  std::string value;
  std::size_t count = 1;
  // Other values are tried until one changes something; where each is refused, the place with this
  // value and name, or `refused` says why. It does too where the field decides that the whole is
  // refused.
  std::vector<std::string> places;
  std::string refused;
};

// What a document becomes.
struct Outcome {
  std::vector<recording::Leaf> leaves;  // places, each with its value
  std::string refused;                  // not empty: why there are none
};

// Fields of an envelope below Input or Output of its Body's element, or else below that element.
std::vector<Field> xml_fields(const std::string& envelope);
std::vector<Field> json_fields(const std::string& json);

// Puts `places` of each field: the paths of leaves that differ when its first occurrence has
// another value. `translate` is called a few times for each field.
using Translate = std::function<Outcome(const std::string& document)>;
void trace_xml(const std::string& envelope, const Translate& translate, std::vector<Field>& fields);
void trace_json(const std::string& json, const Translate& translate, std::vector<Field>& fields);

}  // namespace uws::tools
